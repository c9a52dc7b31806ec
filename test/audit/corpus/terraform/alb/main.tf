locals {
  idle = 60 * 2
}

# Public entry
resource "aws_lb" "public" {
  name               = "${var.name}-public"
  internal           = false
  load_balancer_type = "application"
  subnets            = [for s in aws_subnet.public : s.id]

  idle_timeout      = local.idle
  client_keep_alive = var.client_keep_alive

  access_logs {
    bucket  = aws_s3_bucket.logs.id
    enabled = true
  }

  tags = { Name = "public" }
}

resource "aws_alb" "legacy" {
  name         = "legacy"
  idle_timeout = "${var.legacy_idle}"
}

resource "aws_elb" "classic" {
  name = "classic"
  listener {
    instance_port     = 8000
    instance_protocol = "http"
    lb_port           = 80
    lb_protocol       = "http"
  }
  idle_timeout                = 400
  connection_draining         = true
  connection_draining_timeout = 400
}

resource "aws_lb_target_group" "app" {
  name                 = "app"
  port                 = 3000
  protocol             = "HTTP"
  deregistration_delay = 15
}
