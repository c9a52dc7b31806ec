name              = "shop"
client_keep_alive = 900
