package main

import (
	"log"
	"net/http"
	"time"
)

const (
	idleTimeout = 75 * time.Second // longer than the load balancer
	header      = time.Duration(5) * time.Second
)

func main() {
	srv := &http.Server{
		Addr:              ":8080",
		Handler:           routes(map[string]string{"IdleTimeout": "1"}),
		ReadHeaderTimeout: header,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      2 * time.Minute,
		// IdleTimeout: 5 * time.Second,
		IdleTimeout: idleTimeout,
	}
	log.Fatal(srv.ListenAndServe())
}
