"""What gunicorn serves: `gunicorn tests.benchmarks.rest.wsgi --workers 2`."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
