#include "engine/downloads/checksum.h"

#include <array>
#include <fstream>
#include <utility>

#include <openssl/evp.h>

namespace vitrine::downloads {

namespace {

constexpr std::size_t Sha256Digits = 64;
constexpr std::size_t Sha1Digits = 40;
constexpr std::size_t ShownDigits = 12;
constexpr std::size_t BufferBytes = 1 << 20;

} // namespace

struct Checksum::Context {
    explicit Context(const EVP_MD* kind) { EVP_DigestInit_ex(digest, kind, nullptr); }
    ~Context() { EVP_MD_CTX_free(digest); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    EVP_MD_CTX* digest = EVP_MD_CTX_new();
};

void Checksum::Release::operator()(Context* context) const {
    delete context;
}

Checksum::Checksum(std::unique_ptr<Context, Release> context) : m_context(std::move(context)) {
}

Checksum Checksum::sha256() {
    return Checksum(std::unique_ptr<Context, Release>(new Context(EVP_sha256())));
}

Checksum Checksum::gitBlob(std::uintmax_t size) {
    Checksum checksum(std::unique_ptr<Context, Release>(new Context(EVP_sha1())));
    const auto head = "blob " + std::to_string(size) + '\0';
    checksum.add(std::as_bytes(std::span(head)));
    return checksum;
}

Expected<Checksum> Checksum::like(
    const std::string& published, std::uintmax_t size, const std::string& subject) {
    const bool hexadecimal = published.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (hexadecimal && published.size() == Sha256Digits) {
        return sha256();
    }
    if (hexadecimal && published.size() == Sha1Digits) {
        return gitBlob(size);
    }
    return Unexpected(Error{ErrorCode::ChecksumMismatch, subject, published,
        subject + ": \"" + published + "\" is no checksum of a kind that is known."});
}

void Checksum::add(std::span<const std::byte> bytes) {
    EVP_DigestUpdate(m_context->digest, bytes.data(), bytes.size());
}

std::string Checksum::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int count = 0;
    EVP_DigestFinal_ex(m_context->digest, bytes.data(), &count);
    constexpr const char* Digits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < count; ++i) {
        text += Digits[bytes[i] >> 4];
        text += Digits[bytes[i] & 0xF];
    }
    return text;
}

Expected<std::string> checksumOf(const std::filesystem::path& file, Checksum checksum,
    const std::stop_token& stop, const std::function<void(std::int64_t)>& read) {
    std::ifstream stream(file, std::ios::binary);
    std::string buffer(BufferBytes, '\0');
    while (stream.good()) {
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Stopped."});
        }
        stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto count = stream.gcount();
        checksum.add(std::as_bytes(std::span(buffer)).first(static_cast<std::size_t>(count)));
        read(count);
    }
    if (!stream.eof()) {
        return Unexpected(Error{
            ErrorCode::FileUnreadable, file.string(), {}, file.string() + " could not be read."});
    }
    return checksum.finish();
}

Error checksumMismatch(
    const std::string& subject, const std::string& found, const std::string& expected) {
    return {ErrorCode::ChecksumMismatch, subject,
        found.substr(0, ShownDigits) + "… ≠ " + expected.substr(0, ShownDigits) + "…",
        subject + ": its checksum is " + found + " instead of " + expected + "."};
}

} // namespace vitrine::downloads
