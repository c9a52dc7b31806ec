#!/bin/sh
pip install gunicorn uvicorn
echo gunicorn --keep-alive 5
sh -c "pip install -r requirements.txt && echo done"
