package main

import (
	"net/http"
	"time"
)

func newServer(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadTimeout: 10 * time.Second, ReadHeaderTimeout: 5}
}

var upstream = &http.Transport{MaxIdleConns: 10}
