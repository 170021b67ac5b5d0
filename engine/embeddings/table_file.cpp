#include "engine/embeddings/table_file.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "engine/formats/half_float.h"
#include "engine/embeddings/table_rows.h"
#include "engine/formats/safetensors_reader.h"
#include "engine/formats/safetensors_writer.h"
#include "engine/text/unicode.h"

namespace vitrine::embeddings {

namespace {

using formats::DataType;
using formats::TensorHeader;
using formats::TensorView;

std::vector<std::uint16_t> halves(std::span<const float> values) {
    std::vector<std::uint16_t> result(values.size());
    std::ranges::transform(values, result.begin(), formats::toHalf);
    return result;
}

/// What a table keeps alive that was read from a file.
struct Storage {
    std::shared_ptr<const formats::MappedFile> file;
    std::vector<float> vectors; ///< empty where the file's own serve
    std::vector<float> norms;
    std::vector<std::uint64_t> wordEnds;
    std::vector<std::uint32_t> order;
};

Unexpected broken(const std::filesystem::path& path, ErrorCode code, const std::string& place,
    const std::string& reason) {
    return Unexpected(
        Error{code, path.string(), place, path.string() + ", " + place + ": " + reason});
}

const TensorView* find(const formats::SafetensorsContent& content, std::string_view name) {
    const auto tensor = std::ranges::find(content.tensors, name, &TensorView::name);
    return tensor == content.tensors.end() ? nullptr : &*tensor;
}

std::optional<std::vector<std::uint64_t>> lineFeeds(std::string_view words, std::int64_t count) {
    std::vector<std::uint64_t> ends;
    ends.reserve(static_cast<std::size_t>(
        std::min<std::int64_t>(count, static_cast<std::int64_t>(words.size()))));
    for (auto at = words.find('\n'); at != std::string_view::npos; at = words.find('\n', at + 1)) {
        ends.push_back(at);
    }
    const bool whole = words.empty() || words.back() == '\n';
    return whole && static_cast<std::int64_t>(ends.size()) == count ? std::optional(std::move(ends))
                                                                    : std::nullopt;
}

template <typename T>
std::span<const T> elements(const TensorView& tensor) {
    return {reinterpret_cast<const T*>(tensor.bytes.data()), tensor.bytes.size() / sizeof(T)};
}

template <typename T>
bool isAligned(const TensorView& tensor) {
    return reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % alignof(T) == 0;
}

/// The vectors, where they lie if they can be used so.
std::span<const float> vectorsOf(const TensorView& tensor, Storage& storage) {
    if (tensor.type == DataType::Float32 && isAligned<float>(tensor)) {
        return elements<float>(tensor);
    }
    const auto size = formats::sizeOf(tensor.type);
    storage.vectors.resize(tensor.bytes.size() / size);
    if (tensor.type == DataType::Float32) {
        std::memcpy(storage.vectors.data(), tensor.bytes.data(), tensor.bytes.size());
        return storage.vectors;
    }
    for (std::size_t i = 0; i < storage.vectors.size(); ++i) {
        std::uint16_t half = 0;
        std::memcpy(&half, tensor.bytes.data() + i * size, size);
        storage.vectors[i] = formats::fromHalf(half);
    }
    return storage.vectors;
}

/// What was kept with the vectors, unless it does not belong to them.
bool takeKept(const formats::SafetensorsContent& content, Storage& storage) {
    const auto count = storage.wordEnds.size();
    const auto* norms = find(content, "norms");
    const auto* order = find(content, "word_order");
    if (!norms || !order || norms->type != DataType::Float32 || order->type != DataType::UInt32
        || norms->bytes.size() != count * sizeof(float)
        || order->bytes.size() != count * sizeof(std::uint32_t)) {
        return false;
    }
    storage.norms.resize(count);
    storage.order.resize(count);
    std::memcpy(storage.norms.data(), norms->bytes.data(), norms->bytes.size());
    std::memcpy(storage.order.data(), order->bytes.data(), order->bytes.size());
    return std::ranges::all_of(storage.order, [count](std::uint32_t row) { return row < count; });
}

Expected<void> checkTensors(
    const std::filesystem::path& path, const TensorView* vectors, const TensorView* words) {
    if (!vectors || !words) {
        return broken(path, ErrorCode::TensorMissing, vectors ? "words" : "vectors",
            "a file of word vectors has this tensor.");
    }
    if ((vectors->type != DataType::Float32 && vectors->type != DataType::Float16)
        || words->type != DataType::UInt8) {
        const auto& wrong = words->type != DataType::UInt8 ? *words : *vectors;
        return broken(path, ErrorCode::TensorType,
            wrong.name + " " + std::string(formats::nameOf(wrong.type)),
            "vectors are F32 or F16, words are U8.");
    }
    if (vectors->shape.size() != 2 || vectors->shape[1] < 1
        || vectors->shape[0] > std::numeric_limits<std::int32_t>::max()
        || vectors->shape[1] > std::numeric_limits<std::int32_t>::max()) {
        return broken(path, ErrorCode::TensorShape, "vectors " + formats::shapeText(vectors->shape),
            "[word, dimension] was expected.");
    }
    return {};
}

} // namespace

Expected<void> writeTable(const EmbeddingTable& table, const std::filesystem::path& path,
    TablePrecision precision, const TableMetadata& metadata) {
    const auto& parts = table.parts();
    const std::int64_t count = table.size();
    const bool half = precision == TablePrecision::Float16;
    std::vector<TensorHeader> headers{
        {"vectors", half ? DataType::Float16 : DataType::Float32, {count, table.dimensions()}}};
    const auto words = std::as_bytes(std::span(parts.words.data(), parts.words.size()));
    if (!half) {
        headers.push_back({"norms", DataType::Float32, {count}});
        headers.push_back({"word_order", DataType::UInt32, {count}});
    }
    headers.push_back({"words", DataType::UInt8, {static_cast<std::int64_t>(words.size())}});
    auto writer = formats::SafetensorsWriter::create(path, headers, metadata);
    if (!writer) {
        return Unexpected(writer.error());
    }
    const auto small = half ? halves(parts.vectors) : std::vector<std::uint16_t>();
    auto written
        = writer->write(half ? std::as_bytes(std::span(small)) : std::as_bytes(parts.vectors));
    if (written && !half) {
        written = writer->write(std::as_bytes(parts.norms)).and_then([&] {
            return writer->write(std::as_bytes(parts.order));
        });
    }
    return written.and_then([&] { return writer->write(words); }).and_then([&] {
        return writer->finish();
    });
}

Expected<TableFile> readTable(const std::filesystem::path& path) {
    auto content = formats::readSafetensors(path);
    if (!content) {
        return Unexpected(content.error());
    }
    const auto* vectors = find(*content, "vectors");
    const auto* words = find(*content, "words");
    if (auto checked = checkTensors(path, vectors, words); !checked) {
        return Unexpected(checked.error());
    }
    const std::string_view text(
        reinterpret_cast<const char*>(words->bytes.data()), words->bytes.size());
    auto ends = lineFeeds(text, vectors->shape[0]);
    if (!ends || text::firstInvalidUtf8(text)) {
        return broken(path, ErrorCode::FileDamaged, "words",
            "as many lines of UTF-8 as there are vectors were expected.");
    }
    const auto storage = std::make_shared<Storage>();
    storage->file = vectors->file;
    storage->wordEnds = std::move(*ends);
    const auto width = static_cast<int>(vectors->shape[1]);
    const auto numbers = vectorsOf(*vectors, *storage);
    if (!takeKept(*content, *storage)) {
        if (const auto index = formats::firstNotFinite(*vectors)) {
            return broken(path, ErrorCode::TensorNotFinite, "vectors, " + std::to_string(*index),
                "the number is not finite.");
        }
        storage->norms = normsOf(numbers, width);
        storage->order = sortedRows(text, storage->wordEnds);
    }
    return TableFile{
        std::make_shared<const EmbeddingTable>(EmbeddingTable::Parts{.dimensions = width,
            .vectors = numbers,
            .norms = storage->norms,
            .words = text,
            .wordEnds = storage->wordEnds,
            .order = storage->order,
            .owner = storage}),
        std::move(content->metadata)};
}

} // namespace vitrine::embeddings
