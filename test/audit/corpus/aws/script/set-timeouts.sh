#!/bin/sh
set -eu
# aws elbv2 modify-load-balancer-attributes --attributes Key=idle_timeout.timeout_seconds,Value=5
aws elbv2 modify-load-balancer-attributes \
  --load-balancer-arn "$LB_ARN" \
  --attributes Key=idle_timeout.timeout_seconds,Value=30 Key=client_keep_alive.seconds,Value=300
