# The portal; the process is chosen by the command (compose.yaml). Scans are read with Debian's tesseract.
FROM python:3.11-slim-bookworm
RUN apt-get update -qq \
 && apt-get install -qq -y --no-install-recommends bubblewrap tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/banan
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e . \
 && useradd --system --gid 0 --home-dir /data banan \
 && mkdir /data && chown banan:root /data
USER banan
VOLUME /data
ENTRYPOINT ["banan"]
CMD ["serve"]
