#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>

#include "engine/values/expected.h"

namespace vitrine::downloads {

/// A checksum that grows with the bytes it is given.
class Checksum {
public:
    /// FIPS 180-4.
    static Checksum sha256();
    /// What git names a file of this many bytes: SHA-1 over "blob SIZE", a zero byte and the file.
    static Checksum gitBlob(std::uintmax_t size);
    /// The kind that a published checksum is, by its length: 64 hexadecimal digits are SHA-256, 40
    /// a git blob's name. Error: ChecksumMismatch (subject: `subject`) for any other text.
    static Expected<Checksum> like(
        const std::string& published, std::uintmax_t size, const std::string& subject);

    void add(std::span<const std::byte> bytes);
    /// Hexadecimal digits in lower case; nothing may be added after it.
    std::string finish();

private:
    struct Context;
    struct Release {
        void operator()(Context* context) const;
    };
    explicit Checksum(std::unique_ptr<Context, Release> context);

    std::unique_ptr<Context, Release> m_context;
};

/// Reads a file through a checksum; `read` is told how many bytes each time. Errors:
/// FileUnreadable, Interrupted.
Expected<std::string> checksumOf(const std::filesystem::path& file, Checksum checksum,
    const std::stop_token& stop, const std::function<void(std::int64_t)>& read);

/// "0123abcd… ≠ 4567cdef…": both, cut to what can be compared by eye.
Error checksumMismatch(
    const std::string& subject, const std::string& found, const std::string& expected);

} // namespace vitrine::downloads
