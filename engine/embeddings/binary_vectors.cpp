#include "engine/embeddings/binary_vectors.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <utility>

#include "engine/embeddings/text_vectors.h"

namespace vitrine::embeddings {

namespace {

constexpr std::int64_t RowsBetweenLooks = 4096; // at the stop token

/// The header, if the file has room for what it claims: a word takes two bytes and its numbers.
Expected<VectorHeader> headerOf(const formats::MappedFile& file, std::string_view& rest) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto header = parseVectorHeader(rest.substr(0, end));
    if (!header || header->dimensions < 1) {
        return damaged(file, "line 1", "a header of two whole numbers was expected.");
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto bytes = static_cast<std::int64_t>(rest.size());
    const auto words = header->words;
    if (header->dimensions > bytes / 4 || words > bytes / (header->dimensions * 4 + 2)
        || words > std::numeric_limits<std::int32_t>::max()) {
        return damaged(file, "line 1",
            "it claims " + std::to_string(words) + " words of " + std::to_string(header->dimensions)
                + " numbers, but the file holds only " + std::to_string(bytes) + " bytes.");
    }
    return *header;
}

Unexpected truncated(const formats::MappedFile& file, std::int64_t row) {
    const auto path = file.path().string();
    const auto place = "word " + std::to_string(row + 1);
    return Unexpected(
        Error{ErrorCode::FileTruncated, path, place, path + " ends within " + place + "."});
}

} // namespace

Expected<VectorFile> readBinaryVectors(
    std::shared_ptr<const formats::MappedFile> file, const ReadOptions& options) {
    auto rest = textOf(*file);
    const auto header = headerOf(*file, rest);
    if (!header) {
        return Unexpected(header.error());
    }
    TableRows rows;
    rows.dimensions = static_cast<int>(header->dimensions);
    const auto width = static_cast<std::size_t>(header->dimensions);
    rows.vectors
        = std::make_unique_for_overwrite<float[]>(static_cast<std::size_t>(header->words) * width);
    float* out = rows.vectors.get();
    for (std::int64_t row = 0; row < header->words; ++row, out += width) {
        if (row % RowsBetweenLooks == 0) {
            if (options.stop.stop_requested()) {
                return readingInterrupted(*file);
            }
            if (options.progress) {
                options.progress({static_cast<double>(row) / header->words, -1});
            }
        }
        if (rest.starts_with('\n')) {
            rest.remove_prefix(1);
        }
        const auto end = rest.find(' ');
        if (end == std::string_view::npos || rest.size() - end - 1 < width * sizeof(float)) {
            return truncated(*file, row);
        }
        const auto word = rest.substr(0, end);
        std::memcpy(out, rest.data() + end + 1, width * sizeof(float));
        for (std::size_t i = 0; i < width; ++i) {
            if (!std::isfinite(out[i])) {
                return damaged(*file,
                    "word " + std::to_string(row + 1) + ", number " + std::to_string(i + 1),
                    "the number is not finite (NaN or infinite).");
            }
        }
        // A line feed would end the word in the table; no tokeniser leaves one in.
        rows.append(word.find('\n') == std::string_view::npos ? word : std::string_view());
        rest.remove_prefix(end + 1 + width * sizeof(float));
    }
    if (rest.size() > 1) {
        return damaged(*file, "after word " + std::to_string(header->words),
            std::to_string(rest.size()) + " bytes are left over.");
    }
    return finishTable(std::move(rows));
}

} // namespace vitrine::embeddings
