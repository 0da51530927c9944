# syntax=docker/dockerfile:1
# Compiles on the machine that builds, for the one that runs: docker buildx build --platform linux/amd64,linux/arm64 .
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source

# What changes least comes first, so that a change of code does not fetch the packages again.
COPY global.json ./
COPY src/Directory.Build.props src/Directory.Packages.props src/BannedSymbols.txt src/
COPY src/MailSink.Smtp/MailSink.Smtp.csproj src/MailSink.Smtp/packages.lock.json src/MailSink.Smtp/
COPY src/MailSink/MailSink.csproj src/MailSink/packages.lock.json src/MailSink/
RUN dotnet restore src/MailSink -a $TARGETARCH -p:RestorePackagesWithLockFile=false

COPY src src
COPY wwwroot wwwroot
RUN dotnet publish src/MailSink -c Release -a $TARGETARCH --no-self-contained --no-restore \
      -p:RestorePackagesWithLockFile=false -o /app \
 && mkdir /data

# The Debian-based image: it brings ICU, which international domain names and addresses need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
LABEL org.opencontainers.image.title="MailSink" \
      org.opencontainers.image.description="Takes all mail that is sent to it and shows it in the browser." \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /app /app
# A named volume mounted here starts as a copy of this folder, its owner included.
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
COPY LICENSE /app/

# A container is reached from outside or not at all; who may reach it is decided where its ports are published.
ENV MAILSINK_BIND=0.0.0.0 \
    MAILSINK_ALLOW_PUBLIC=true \
    MAILSINK_DATA=/data \
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false \
    DOTNET_EnableDiagnostics=0
USER $APP_UID
VOLUME /data
EXPOSE 1025 1465 1587 8025
HEALTHCHECK --interval=10s --timeout=6s --start-period=10s --start-interval=1s --retries=3 CMD ["/app/MailSink", "health"]
ENTRYPOINT ["/app/MailSink"]
