resource "aws_lb" "edge" {
  name               = "edge"
  load_balancer_type = "network"
}

resource "aws_lb_listener" "tcp" {
  load_balancer_arn        = aws_lb.edge.arn
  port                     = 443
  protocol                 = "TCP"
  tcp_idle_timeout_seconds = 600

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.edge.arn
  }
}

resource "aws_lb" "other" {
  name               = "other"
  load_balancer_type = "network"
}
