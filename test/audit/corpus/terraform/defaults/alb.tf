resource "aws_lb" "main" {
  name    = "main"
  subnets = var.subnets
}
