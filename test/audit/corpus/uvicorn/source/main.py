import os
import uvicorn
from app import app

GRACE: int = 30

if __name__ == "__main__":
    port = int(os.getenv("PORT", 8001))
    uvicorn.run(
        app,
        host="0.0.0.0",
        port=int(os.getenv("PORT", 8001)),
        log_config={"version": 1, "timeout_keep_alive": 5},
        # timeout_keep_alive=65,
        timeout_keep_alive=60 * 5,  # 5 minutes, says the "#" comment
        timeout_graceful_shutdown=GRACE,
    )
