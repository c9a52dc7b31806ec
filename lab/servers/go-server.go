// The lab's Go net/http server: the standard library's behaviour, and handlers that misbehave on demand.
// One JSON argument, as for app.mjs.
package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

type options struct {
	Address            string
	Port               int
	TLS                string `json:"tls"`
	Cert, Key          string
	IdleTimeoutS       float64
	HeadersTimeoutS    float64
	RequestTimeoutS    float64
	WriteTimeoutS      float64
	CloseAfterRequests int
	HTTP2              bool `json:"http2"`
}

type connKey struct{}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

func main() {
	var o options
	if err := json.Unmarshal([]byte(os.Args[1]), &o); err != nil {
		log.Fatal(err)
	}
	text := strings.Repeat("The lab serves this page. ", 4000)
	var served sync.Map
	page := func(size int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", strconv.Itoa(size))
			for left := size; left > 0; {
				n := min(left, 16384)
				if _, err := io.WriteString(w, text[:n]); err != nil {
					return
				}
				left -= n
			}
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/ok", page(320))
	mux.HandleFunc("/page", page(20000))
	mux.HandleFunc("/big", page(3000000))
	mux.HandleFunc("/upload", func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			http.Error(w, "the body did not come", http.StatusRequestTimeout)
			return
		}
		page(320)(w, r)
	})
	// net/http reads 256 kB of an unread body at most, and then closes.
	mux.HandleFunc("/reject", func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		s, _ := strconv.ParseFloat(r.URL.Query().Get("s"), 64)
		time.Sleep(seconds(s))
		page(320)(w, r)
	})
	mux.HandleFunc("/destroy", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) })
	mux.HandleFunc("/abort", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "90000")
		io.WriteString(w, text[:30000])
		w.(http.Flusher).Flush()
		time.Sleep(60 * time.Millisecond)
		panic(http.ErrAbortHandler)
	})
	server := &http.Server{
		Addr:              net.JoinHostPort(o.Address, strconv.Itoa(o.Port)),
		IdleTimeout:       seconds(o.IdleTimeoutS),
		ReadHeaderTimeout: seconds(o.HeadersTimeoutS),
		ReadTimeout:       seconds(o.RequestTimeoutS),
		WriteTimeout:      seconds(o.WriteTimeoutS),
		ConnContext:       func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) },
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mux.ServeHTTP(w, r)
			if o.CloseAfterRequests > 0 {
				c := r.Context().Value(connKey{}).(net.Conn)
				count, _ := served.LoadOrStore(c, new(int))
				*count.(*int)++
				if *count.(*int) == o.CloseAfterRequests {
					time.AfterFunc(40*time.Millisecond, func() { c.Close() })
				}
			}
		}),
	}
	if o.TLS == "" {
		log.Fatal(server.ListenAndServe())
	}
	if !o.HTTP2 {
		server.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){}
	}
	server.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	if o.TLS == "1.2" {
		server.TLSConfig.MaxVersion = tls.VersionTLS12
	}
	log.Fatal(server.ListenAndServeTLS(o.Cert, o.Key))
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}
