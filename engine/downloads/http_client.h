#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "engine/values/expected.h"

namespace vitrine::downloads {

struct HttpOptions {
    std::chrono::milliseconds connectTimeout{20'000};
    std::chrono::seconds stallTimeout{30}; ///< without a byte, after which the connection is broken
};

/// What a server says before the content.
struct HttpAnswer {
    int status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string redirect; ///< where it points to; empty where it does not

    /// Empty where the server does not send it.
    std::string header(const std::string& name) const;
};

/// Takes a content as it arrives. An error that it returns ends the transfer.
struct HttpSink {
    /// Before the first byte: whether what follows continues from the offset that was asked for, or
    /// is the whole content.
    std::function<Expected<void>(bool continues)> begin;
    std::function<Expected<void>(std::span<const std::byte>)> write;
};

/// Asks servers over HTTP and HTTPS, through the proxy that the environment names. Certificates are
/// checked. Errors: ServerUnreachable, DownloadRefused (a status of 400 and more), DownloadBroken,
/// Interrupted; each names the URL.
class HttpClient {
public:
    explicit HttpClient(HttpOptions options = {});

    /// The headers alone; redirects are not followed.
    Expected<HttpAnswer> head(const std::string& url, const std::stop_token& stop) const;
    /// The content from byte `offset` on, where the server can; redirects are followed.
    Expected<HttpAnswer> get(const std::string& url, std::int64_t offset, const HttpSink& sink,
        const std::stop_token& stop) const;

private:
    HttpOptions m_options;
};

} // namespace vitrine::downloads
