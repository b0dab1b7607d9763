"""How ``make run`` serves: one process per core, loaded once, no side door."""

import os
import sys

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 2
worker_class = "sync"
preload_app = True
control_socket_disable = True
timeout = 60
loglevel = "warning"


def when_ready(_server):
    """Say where to look, once there is something to see."""
    sys.stdout.write(f"\nHandrail is at http://{bind}   (Ctrl-C ends it)\n\n")
    sys.stdout.flush()
