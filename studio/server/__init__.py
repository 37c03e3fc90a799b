"""The job API for other programs: on loopback, behind a token, over the same application as window and command line.

    PUT /v1/uploads/red.jpg → POST /v1/jobs → GET /v1/jobs/{id}/events → GET /v1/jobs/{id}/results

`application.py` puts it together; `openapi.json` describes all of it. Webhooks tell what has happened.
"""
