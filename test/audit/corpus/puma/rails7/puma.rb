bind "tcp://0.0.0.0:9292"
workers 2
idle = 2 * 60
persistent_timeout idle # ALB has 60 s
enable_keep_alives false
on_worker_boot do
  persistent_timeout = 5
end
