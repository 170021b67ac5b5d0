#include "engine/embeddings/npy_vectors.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "engine/formats/half_float.h"
#include "engine/formats/byte_cursor.h"

namespace vitrine::embeddings {

namespace {

struct NpyHeader {
    std::string type; ///< "<f4"
    bool columnMajor = false;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};

/// What stands behind a key of the header, a Python dictionary.
std::string_view valueOf(std::string_view header, std::string_view key) {
    const auto at = header.find(key);
    if (at == std::string_view::npos) {
        return {};
    }
    auto value = header.substr(at + key.size());
    const auto colon = value.find(':');
    value.remove_prefix(
        std::min(colon == std::string_view::npos ? value.size() : colon + 1, value.size()));
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    return value;
}

std::optional<std::int64_t> takeInteger(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of("(, "), text.size()));
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || value < 0) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

/// The header's text; the cursor then stands at the numbers.
std::optional<std::string_view> headerText(formats::ByteCursor& cursor) {
    constexpr std::string_view Magic = "\x93NUMPY";
    if (cursor.takeText(Magic.size()) != Magic) {
        return std::nullopt;
    }
    const auto major = cursor.read<std::uint8_t>();
    if (!cursor.read<std::uint8_t>() || !major || *major < 1 || *major > 3) {
        return std::nullopt;
    }
    std::optional<std::uint32_t> length;
    if (*major == 1) {
        length = cursor.read<std::uint16_t>();
    } else {
        length = cursor.read<std::uint32_t>();
    }
    return length ? cursor.takeText(*length) : std::nullopt;
}

Expected<NpyHeader> readHeader(const formats::MappedFile& file, formats::ByteCursor& cursor) {
    const auto text = headerText(cursor);
    if (!text) {
        return damaged(file, "header", "this is no header of NumPy.");
    }
    NpyHeader header;
    const auto type = valueOf(*text, "'descr'");
    header.type = type.size() > 5 ? std::string(type.substr(1, 3)) : std::string();
    header.columnMajor = valueOf(*text, "'fortran_order'").starts_with("True");
    auto shape = valueOf(*text, "'shape'");
    const auto rows = takeInteger(shape);
    const auto columns = takeInteger(shape);
    const auto more = takeInteger(shape);
    const auto path = file.path().string();
    if (!rows || !columns || more || *columns == 0) {
        return Unexpected(Error{ErrorCode::TensorShape, path,
            std::string(valueOf(*text, "'shape'").substr(0, 40)),
            path + " holds no matrix of words and dimensions."});
    }
    if (header.type != "<f4" && header.type != "<f8" && header.type != "<f2") {
        return Unexpected(Error{ErrorCode::TensorType, path, header.type,
            path + " holds numbers of the type " + header.type
                + "; little-endian float16, float32 and float64 are read."});
    }
    header.rows = *rows;
    header.columns = *columns;
    return header;
}

float numberAt(const std::byte* data, char size) {
    if (size == '2') {
        std::uint16_t half = 0;
        std::memcpy(&half, data, sizeof(half));
        return formats::fromHalf(half);
    }
    if (size == '8') {
        double value = 0;
        std::memcpy(&value, data, sizeof(value));
        return static_cast<float>(value);
    }
    float value = 0;
    std::memcpy(&value, data, sizeof(value));
    return value;
}

/// The numbers, row-major, or the index of the first that is not finite.
tl::expected<std::unique_ptr<float[]>, std::int64_t> numbersOf(
    const NpyHeader& header, std::span<const std::byte> data) {
    const auto rows = static_cast<std::size_t>(header.rows);
    const auto columns = static_cast<std::size_t>(header.columns);
    const char size = header.type[2];
    const auto bytes = static_cast<std::size_t>(size - '0');
    auto numbers = std::make_unique_for_overwrite<float[]>(rows * columns);
    for (std::size_t i = 0; i < rows * columns; ++i) {
        const auto from = header.columnMajor ? i % columns * rows + i / columns : i;
        numbers[i] = numberAt(data.data() + from * bytes, size);
        if (!std::isfinite(numbers[i])) {
            return tl::unexpected(static_cast<std::int64_t>(i));
        }
    }
    return numbers;
}

Expected<void> addWords(TableRows& rows, const formats::MappedFile& list, std::int64_t expected) {
    auto rest = textOf(list);
    std::int64_t count = 0;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto word = rest.substr(0, end);
        if (word.ends_with('\r')) {
            word.remove_suffix(1);
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
        ++count;
        if (count <= expected) {
            rows.append(word);
        }
    }
    if (count != expected) {
        return damaged(list, "line " + std::to_string(std::min(count, expected) + 1),
            "there are " + std::to_string(count) + " words for " + std::to_string(expected)
                + " vectors.");
    }
    return {};
}

} // namespace

std::filesystem::path wordListBeside(const std::filesystem::path& npy) {
    std::error_code ignored;
    for (const auto* extension : {".txt", ".words", ".vocab"}) {
        auto path = npy;
        path.replace_extension(extension);
        if (std::filesystem::exists(path, ignored)) {
            return path;
        }
    }
    auto path = npy;
    return path.replace_extension(".txt");
}

Expected<VectorFile> readNpyVectors(std::shared_ptr<const formats::MappedFile> file,
    const std::filesystem::path& wordList, const ReadOptions& options) {
    formats::ByteCursor cursor(file->bytes());
    const auto header = readHeader(*file, cursor);
    if (!header) {
        return Unexpected(header.error());
    }
    const auto data = file->bytes().subspan(cursor.position());
    const auto bytes = static_cast<std::int64_t>(header->type[2] - '0');
    const auto held = static_cast<std::int64_t>(data.size()) / bytes;
    if (header->columns > std::numeric_limits<std::int32_t>::max()
        || header->rows > std::numeric_limits<std::int32_t>::max()
        || header->rows > held / header->columns) {
        return Unexpected(Error{ErrorCode::FileTruncated, file->path().string(),
            std::to_string(header->rows) + " × " + std::to_string(header->columns),
            file->path().string() + " claims more numbers than it holds (" + std::to_string(held)
                + ")."});
    }
    const auto list = formats::MappedFile::open(wordList);
    if (!list) {
        return Unexpected(list.error());
    }
    TableRows rows;
    rows.dimensions = static_cast<int>(header->columns);
    if (auto added = addWords(rows, **list, header->rows); !added) {
        return Unexpected(added.error());
    }
    if (options.stop.stop_requested()) {
        return readingInterrupted(*file);
    }
    auto numbers = numbersOf(*header, data);
    if (!numbers) {
        return damaged(*file,
            "row " + std::to_string(numbers.error() / header->columns + 1) + ", number "
                + std::to_string(numbers.error() % header->columns + 1),
            "the number is not finite (NaN or infinite).");
    }
    rows.vectors = std::move(*numbers);
    return finishTable(std::move(rows));
}

} // namespace vitrine::embeddings
