// The lab's Go net/http client. One argument: a plan (see plan.mjs). One JSON line on standard output for each request.
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"sync"
	"time"
)

type request struct {
	GapMs     float64
	Path      string
	Method    string
	BodyBytes int
	AbortMs   float64
}

type plan struct {
	Base      string
	TLS       string `json:"tls"`
	Name      string
	TimeoutMs float64
	Workers   []struct {
		StartMs  float64
		Requests []request
	}
}

func ms(v float64) time.Duration { return time.Duration(v * float64(time.Millisecond)) }

func main() {
	file, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var p plan
	if err := json.Unmarshal(file, &p); err != nil {
		panic(err)
	}
	var all sync.WaitGroup
	var output sync.Mutex
	for number, worker := range p.Workers {
		number, worker := number, worker
		all.Add(1)
		go func() {
			defer all.Done()
			config := &tls.Config{InsecureSkipVerify: true, ServerName: p.Name}
			if p.TLS == "1.2" {
				config.MaxVersion = tls.VersionTLS12
			}
			transport := &http.Transport{TLSClientConfig: config, IdleConnTimeout: 90 * time.Second, MaxIdleConnsPerHost: 1,
				DialContext: (&net.Dialer{Timeout: 8 * time.Second}).DialContext}
			client := &http.Client{Transport: transport}
			time.Sleep(ms(worker.StartMs))
			for index, r := range worker.Requests {
				time.Sleep(ms(r.GapMs))
				record := do(client, p, r)
				record["worker"], record["index"] = number, index
				output.Lock()
				json.NewEncoder(os.Stdout).Encode(record)
				output.Unlock()
			}
		}()
	}
	all.Wait()
}

func do(client *http.Client, p plan, r request) map[string]any {
	record := map[string]any{"path": r.Path, "at": float64(time.Now().UnixMicro()) / 1e6, "outcome": "lost"}
	context_, cancel := context.WithCancel(context.Background())
	defer cancel()
	if p.TimeoutMs > 0 {
		context_, cancel = context.WithTimeout(context_, ms(p.TimeoutMs))
		defer cancel()
	}
	// Several connections may be tried for one request: net/http retries idempotent requests by itself.
	ports := []string{}
	trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		_, port, _ := net.SplitHostPort(info.Conn.LocalAddr().String())
		ports = append(ports, port)
	}}
	var body io.Reader
	if r.BodyBytes > 0 {
		body = bytes.NewReader(make([]byte, r.BodyBytes))
	}
	q, err := http.NewRequestWithContext(httptrace.WithClientTrace(context_, trace), r.Method, p.Base+r.Path, body)
	if err == nil {
		var response *http.Response
		if response, err = client.Do(q); err == nil {
			record["status"], record["outcome"] = response.StatusCode, "truncated"
			if r.AbortMs > 0 {
				time.AfterFunc(ms(r.AbortMs), cancel)
			}
			if _, err = io.Copy(io.Discard, response.Body); err == nil {
				record["outcome"] = "ok"
			}
			response.Body.Close()
		}
	}
	if err != nil {
		record["error"] = err.Error()
		if len(ports) == 0 {
			record["outcome"] = "connect"
		}
	}
	if len(ports) > 0 {
		record["port"] = json.Number(ports[len(ports)-1])
	}
	if len(ports) > 1 {
		record["retried"] = fmt.Sprint(ports[:len(ports)-1])
	}
	return record
}
