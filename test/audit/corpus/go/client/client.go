package client

import (
	"net"
	"net/http"
	"time"
)

var Default = &http.Client{
	Timeout: 30 * time.Second,
	Transport: &http.Transport{
		DialContext: (&net.Dialer{
			Timeout:   3 * time.Second,
			KeepAlive: 30 * time.Second,
		}).DialContext,
		MaxIdleConnsPerHost: 64,
		IdleConnTimeout:     4 * time.Second,
		ResponseHeaderTimeout: 10e9,
	},
}
