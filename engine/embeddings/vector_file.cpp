#include "engine/embeddings/vector_file.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>
#include <system_error>
#include <utility>

#include "engine/embeddings/binary_vectors.h"
#include "engine/embeddings/npy_vectors.h"
#include "engine/embeddings/table_file.h"
#include "engine/embeddings/text_vectors.h"

namespace vitrine::embeddings {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view NumberCharacters = "0123456789+-.eE \tnaifNAIF";

/// Whether a header is followed by raw numbers: of a text's first row all that follows the word is
/// digits.
bool isBinary(std::string_view text) {
    constexpr std::size_t Looked = 64;
    const auto line = text.find('\n');
    if (line == std::string_view::npos || !parseVectorHeader(text.substr(0, line))) {
        return false;
    }
    const auto row = text.substr(line + 1);
    const auto word = row.find(' ');
    if (word == std::string_view::npos) {
        return false;
    }
    auto numbers = row.substr(word + 1, Looked);
    numbers = numbers.substr(0, numbers.find_first_of("\r\n"));
    return numbers.empty() || numbers.find_first_not_of(NumberCharacters) != std::string_view::npos;
}

/// The length of a safetensors header stands in eight bytes before its brace.
bool isSafetensors(std::string_view text) {
    constexpr std::size_t LengthBytes = 8;
    return text.size() > LengthBytes && text[LengthBytes] == '{' && text[LengthBytes - 1] == '\0';
}

Expected<VectorFile> readMapped(
    std::shared_ptr<const formats::MappedFile> file, const ReadOptions& options) {
    const auto bytes = textOf(*file);
    if (bytes.starts_with("\x93NUMPY")) {
        const auto list = wordListBeside(file->path());
        return readNpyVectors(std::move(file), list, options);
    }
    if (isSafetensors(bytes)) {
        return readTable(file->path()).map([](TableFile read) {
            return VectorFile{std::move(read.table), {}};
        });
    }
    return isBinary(bytes) ? readBinaryVectors(std::move(file), options)
                           : readTextVectors(std::move(file), options);
}

/// What tells whether a copy is of the file as it is now.
TableMetadata identityOf(const fs::path& path) {
    std::error_code ignored;
    const auto whole = fs::absolute(path, ignored);
    return {{"source", whole.string()},
        {"source_size", std::to_string(fs::file_size(whole, ignored))},
        {"source_time",
            std::to_string(fs::last_write_time(whole, ignored).time_since_epoch().count())}};
}

/// FNV-1a (Fowler, Noll, Vo), which stays the same from one program to the next.
std::string nameOf(std::string_view source) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : source) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    char digits[17] = {};
    std::to_chars(digits, digits + 16, hash, 16);
    return std::string(digits) + ".safetensors";
}

std::int64_t countIn(const TableMetadata& metadata, const std::string& key) {
    std::int64_t value = 0;
    if (const auto found = metadata.find(key); found != metadata.end()) {
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), value);
    }
    return value;
}

bool contains(const TableMetadata& metadata, const TableMetadata& expected) {
    return std::ranges::all_of(expected, [&metadata](const auto& entry) {
        const auto found = metadata.find(entry.first);
        return found != metadata.end() && found->second == entry.second;
    });
}

Expected<void> writeCopy(const VectorFile& read, const fs::path& copy, TableMetadata metadata) {
    std::error_code error;
    fs::create_directories(copy.parent_path(), error);
    metadata["duplicates"] = std::to_string(read.skipped.duplicates);
    metadata["invalid_words"] = std::to_string(read.skipped.invalidWords);
    metadata["first_skipped_row"] = std::to_string(read.skipped.firstRow);
    return writeTable(*read.table, copy, TablePrecision::Float32, metadata);
}

} // namespace

Expected<VectorFile> readVectors(const fs::path& path, const ReadOptions& options) {
    auto file = formats::MappedFile::open(path);
    if (!file) {
        return Unexpected(file.error());
    }
    if ((*file)->bytes().empty()) {
        return damaged(**file, "line 1", "the file is empty.");
    }
    try {
        return readMapped(std::move(*file), options);
    } catch (const std::bad_alloc&) {
        return Unexpected(Error{ErrorCode::OutOfMemory, path.string(), {},
            "There is not enough memory for the vectors of " + path.string() + "."});
    }
}

Expected<VectorFile> openVectors(
    const fs::path& path, const fs::path& cache, const ReadOptions& options) {
    const auto identity = identityOf(path);
    const auto copy = cache / nameOf(identity.at("source"));
    std::error_code ignored;
    if (fs::exists(copy, ignored) && fs::exists(path, ignored)) {
        auto kept = readTable(copy);
        if (kept && contains(kept->metadata, identity)) {
            const auto& metadata = kept->metadata;
            return VectorFile{std::move(kept->table),
                {countIn(metadata, "duplicates"), countIn(metadata, "invalid_words"),
                    countIn(metadata, "first_skipped_row")}};
        }
    }
    auto read = readVectors(path, options);
    if (read && path.extension() != ".safetensors") {
        // Without the copy everything works, and is read again next time.
        [[maybe_unused]] const auto written = writeCopy(*read, copy, identity);
    }
    return read;
}

fs::path defaultVectorCache() {
    const char* base = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    const auto folder = base && *base ? fs::path(base)
        : home && *home               ? fs::path(home) / ".cache"
                                      : fs::temp_directory_path();
    return folder / "vitrine" / "vectors";
}

} // namespace vitrine::embeddings
