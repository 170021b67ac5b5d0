#include "engine/downloads/http_client.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <string_view>
#include <utility>

#include <curl/curl.h>

namespace vitrine::downloads {

namespace {

constexpr int PartialContent = 206;
constexpr long MaximumRedirects = 10;
constexpr int PollMilliseconds = 100; ///< a stop is noticed after so long at most

using EasyHandle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using MultiHandle = std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)>;

/// One request under way.
struct Transfer {
    EasyHandle easy{curl_easy_init(), &curl_easy_cleanup};
    std::string url;
    const HttpSink* sink = nullptr; ///< null where only headers are asked for
    HttpAnswer answer;
    bool begun = false; ///< content has arrived
    std::optional<Error> failure; ///< the sink's
    std::array<char, CURL_ERROR_SIZE> reason{};
};

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto last = text.find_last_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, last - first + 1);
}

std::size_t takeHeader(char* data, std::size_t size, std::size_t count, void* user) {
    auto& answer = static_cast<Transfer*>(user)->answer;
    const std::string_view line(data, size * count);
    if (line.starts_with("HTTP/")) {
        answer.headers.clear(); // those before were a redirect's
    }
    if (const auto colon = line.find(':'); colon != std::string_view::npos) {
        std::string name(line.substr(0, colon));
        std::ranges::transform(
            name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        answer.headers[name] = trimmed(line.substr(colon + 1));
    }
    return size * count;
}

std::size_t takeContent(char* data, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    Expected<void> taken;
    if (!std::exchange(transfer.begun, true)) {
        long status = 0;
        curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
        taken = transfer.sink->begin(status == PartialContent);
    }
    if (taken) {
        taken = transfer.sink->write(std::as_bytes(std::span(data, size * count)));
    }
    if (!taken) {
        transfer.failure = taken.error();
        return 0; // ends the transfer
    }
    return size * count;
}

void prepare(Transfer& transfer, const HttpOptions& options) {
    auto* easy = transfer.easy.get();
    curl_easy_setopt(easy, CURLOPT_URL, transfer.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "vitrine");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(
        easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connectTimeout.count()));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stallTimeout.count()));
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.reason.data());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, takeHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
}

Error stopped() {
    return {ErrorCode::Interrupted, {}, {}, "Stopped."};
}

Error errorOf(const Transfer& transfer, CURLcode code) {
    if (transfer.failure) {
        return *transfer.failure;
    }
    if (code == CURLE_HTTP_RETURNED_ERROR) {
        const auto status = std::to_string(transfer.answer.status);
        return {ErrorCode::DownloadRefused, transfer.url, "HTTP " + status,
            transfer.url + ": the server answers with HTTP status " + status + "."};
    }
    const std::string reason
        = transfer.reason[0] != '\0' ? transfer.reason.data() : curl_easy_strerror(code);
    const bool answered = transfer.answer.status != 0;
    return {answered ? ErrorCode::DownloadBroken : ErrorCode::ServerUnreachable, transfer.url,
        reason, transfer.url + ": " + reason + "."};
}

/// Runs a request to its end, or until it is told to stop.
Expected<HttpAnswer> perform(Transfer& transfer, const std::stop_token& stop) {
    const MultiHandle multi(curl_multi_init(), &curl_multi_cleanup);
    auto* easy = transfer.easy.get();
    curl_multi_add_handle(multi.get(), easy);
    int running = 1;
    while (running > 0 && !stop.stop_requested()) {
        curl_multi_perform(multi.get(), &running);
        if (running > 0) {
            curl_multi_poll(multi.get(), nullptr, 0, PollMilliseconds, nullptr);
        }
    }
    int left = 0;
    const auto* message = curl_multi_info_read(multi.get(), &left);
    const auto code = message ? message->data.result : CURLE_ABORTED_BY_CALLBACK;
    curl_multi_remove_handle(multi.get(), easy);
    if (running > 0) {
        return Unexpected(stopped());
    }
    long status = 0;
    const char* redirect = nullptr;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy, CURLINFO_REDIRECT_URL, &redirect);
    transfer.answer.status = static_cast<int>(status);
    transfer.answer.redirect = redirect ? redirect : "";
    if (code != CURLE_OK) {
        return Unexpected(errorOf(transfer, code));
    }
    return std::move(transfer.answer);
}

} // namespace

std::string HttpAnswer::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

HttpClient::HttpClient(HttpOptions options) : m_options(options) {
    [[maybe_unused]] static const auto once = curl_global_init(CURL_GLOBAL_DEFAULT);
}

Expected<HttpAnswer> HttpClient::head(const std::string& url, const std::stop_token& stop) const {
    Transfer transfer;
    transfer.url = url;
    prepare(transfer, m_options);
    curl_easy_setopt(transfer.easy.get(), CURLOPT_NOBODY, 1L);
    return perform(transfer, stop);
}

Expected<HttpAnswer> HttpClient::get(const std::string& url, std::int64_t offset,
    const HttpSink& sink, const std::stop_token& stop) const {
    Transfer transfer;
    transfer.url = url;
    transfer.sink = &sink;
    prepare(transfer, m_options);
    auto* easy = transfer.easy.get();
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, MaximumRedirects);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, takeContent);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    const auto range = std::to_string(offset) + "-";
    if (offset > 0) {
        curl_easy_setopt(easy, CURLOPT_RANGE, range.c_str());
    }
    return perform(transfer, stop);
}

} // namespace vitrine::downloads
