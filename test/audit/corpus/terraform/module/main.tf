module "alb" {
  source  = "terraform-aws-modules/alb/aws"
  version = "~> 9.0"

  name         = "shop"
  vpc_id       = module.vpc.vpc_id
  idle_timeout = 4000

  listeners = {
    http = {
      port     = 80
      protocol = "HTTP"
      forward  = { target_group_key = "web" }
    }
  }
}
