variable "name" {
  type = string
}

variable "client_keep_alive" {
  type        = number
  description = "how long a client may keep one connection"
  default     = 3600
}
