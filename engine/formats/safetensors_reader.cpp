#include "engine/formats/safetensors_reader.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <tuple>
#include <utility>

#include "engine/formats/complaint.h"
#include "engine/text/json_document.h"

namespace vitrine::formats {

namespace {

using text::JsonDocument;
using text::JsonValue;

static_assert(std::endian::native == std::endian::little, "tensors are used as they are stored");

constexpr std::uint64_t LengthBytes = sizeof(std::uint64_t);
constexpr std::uint64_t LargestHeader = 100'000'000;

/// A tensor as the header describes it; offsets count from the end of the header.
struct Entry {
    std::string name;
    DataType type = DataType::Float32;
    std::vector<std::int64_t> shape;
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

Expected<std::string_view> headerOf(const MappedFile& file) {
    const Complaint complain(file.path().string());
    const auto bytes = file.bytes();
    const auto size = std::to_string(bytes.size()) + " bytes";
    if (bytes.size() < LengthBytes) {
        return complain(ErrorCode::FileTruncated, size, "the file ends before its header.");
    }
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), LengthBytes);
    if (length > LargestHeader) {
        return complain(ErrorCode::FileTooLarge, "header of " + std::to_string(length) + " bytes",
            "the format allows 100 MB.");
    }
    if (length > bytes.size() - LengthBytes) {
        return complain(ErrorCode::FileTruncated, size, "the file ends inside its header.");
    }
    return std::string_view(reinterpret_cast<const char*>(bytes.data()) + LengthBytes, length);
}

Expected<DataType> readType(
    const Complaint& complain, const std::string& name, const JsonValue& json) {
    return json.member("dtype")
        .and_then(&JsonValue::asString)
        .and_then([&](const std::string& type) -> Expected<DataType> {
            const auto known = dataTypeNamed(type);
            if (!known) {
                return complain(
                    ErrorCode::TensorType, name + ": " + type, "the type is not supported.");
            }
            return *known;
        });
}

Expected<std::vector<std::int64_t>> readCounts(const JsonValue& json, std::string_view key) {
    return json.member(key)
        .and_then(&JsonValue::elements)
        .and_then(
            [](const std::vector<JsonValue>& elements) -> Expected<std::vector<std::int64_t>> {
                std::vector<std::int64_t> counts;
                for (const auto& element : elements) {
                    const auto count = element.asInteger(/*least=*/0);
                    if (!count) {
                        return Unexpected(count.error());
                    }
                    counts.push_back(*count);
                }
                return counts;
            });
}

Expected<Entry> readEntry(
    const Complaint& complain, const std::string& name, const JsonValue& json) {
    const auto type = readType(complain, name, json);
    auto shape = readCounts(json, "shape");
    const auto offsets = readCounts(json, "data_offsets");
    if (!type) {
        return Unexpected(type.error());
    }
    if (!shape || !offsets) {
        return Unexpected(!shape ? shape.error() : offsets.error());
    }
    if (offsets->size() != 2 || offsets->front() > offsets->back()) {
        return complain(ErrorCode::FileDamaged, name, "data_offsets must be a begin and an end.");
    }
    return Entry{name, *type, std::move(*shape), offsets->front(), offsets->back()};
}

Expected<std::map<std::string, std::string>> readMetadata(const JsonValue& json) {
    const auto members = json.members();
    if (!members) {
        return Unexpected(members.error());
    }
    std::map<std::string, std::string> metadata;
    for (const auto& [key, value] : *members) {
        auto text = value.asString();
        if (!text) {
            return Unexpected(text.error());
        }
        metadata.emplace(key, std::move(*text));
    }
    return metadata;
}

/// The tensors must fill the space after the header exactly, one after the other.
Expected<void> checkEntry(const Complaint& complain, const Entry& entry, std::int64_t previousEnd,
    std::int64_t dataBytes) {
    const auto span = std::to_string(entry.begin) + ".." + std::to_string(entry.end);
    if (entry.end > dataBytes) {
        return complain(ErrorCode::FileTruncated, entry.name,
            "its bytes " + span + " end after the file's " + std::to_string(dataBytes) + ".");
    }
    if (entry.begin < previousEnd) {
        return complain(ErrorCode::TensorOverlap, entry.name,
            "its bytes " + span + " lie on those of another tensor.");
    }
    if (entry.begin > previousEnd) {
        return complain(ErrorCode::FileDamaged, entry.name,
            "its bytes " + span + " leave a hole after byte " + std::to_string(previousEnd) + ".");
    }
    const auto count = elementCount(entry.shape);
    const auto elementBytes = static_cast<std::int64_t>(sizeOf(entry.type));
    const auto bytes = entry.end - entry.begin;
    if (!count || bytes % elementBytes != 0 || bytes / elementBytes != *count) {
        return complain(ErrorCode::FileDamaged, entry.name,
            shapeText(entry.shape) + " of " + std::string(nameOf(entry.type)) + " does not fill "
                + std::to_string(bytes) + " bytes.");
    }
    return {};
}

Expected<std::vector<TensorView>> placeTensors(
    std::vector<Entry> entries, std::shared_ptr<const MappedFile> file, std::size_t headerBytes) {
    const Complaint complain(file->path().string());
    const auto data = file->bytes().subspan(LengthBytes + headerBytes);
    const auto dataBytes = static_cast<std::int64_t>(data.size());
    std::ranges::sort(entries, {},
        [](const Entry& entry) { return std::tie(entry.begin, entry.end, entry.name); });
    std::vector<TensorView> tensors;
    std::int64_t previousEnd = 0;
    for (auto& entry : entries) {
        if (const auto fits = checkEntry(complain, entry, previousEnd, dataBytes); !fits) {
            return Unexpected(fits.error());
        }
        previousEnd = entry.end;
        const auto bytes = data.subspan(static_cast<std::size_t>(entry.begin),
            static_cast<std::size_t>(entry.end - entry.begin));
        auto strides = rowMajorStrides(entry.shape);
        tensors.push_back({std::move(entry.name), entry.type, std::move(entry.shape),
            std::move(strides), bytes, file});
    }
    if (previousEnd != dataBytes) {
        return complain(ErrorCode::FileDamaged, std::to_string(dataBytes - previousEnd) + " bytes",
            "they follow the last tensor and belong to none.");
    }
    return tensors;
}

} // namespace

Expected<SafetensorsContent> readSafetensors(std::shared_ptr<const MappedFile> file) {
    const auto name = file->path().string();
    const auto header = headerOf(*file);
    if (!header) {
        return Unexpected(header.error());
    }
    const auto document = JsonDocument::parse(*header, name);
    if (!document) {
        return Unexpected(document.error());
    }
    const auto members = document->root().members();
    if (!members) {
        return Unexpected(members.error());
    }
    SafetensorsContent content;
    std::vector<Entry> entries;
    for (const auto& [key, value] : *members) {
        if (key == "__metadata__") {
            auto metadata = readMetadata(value);
            if (!metadata) {
                return Unexpected(metadata.error());
            }
            content.metadata = std::move(*metadata);
            continue;
        }
        auto entry = readEntry(Complaint(name), key, value);
        if (!entry) {
            return Unexpected(entry.error());
        }
        entries.push_back(std::move(*entry));
    }
    return placeTensors(std::move(entries), std::move(file), header->size())
        .map([&](std::vector<TensorView> tensors) {
            content.tensors = std::move(tensors);
            return std::move(content);
        });
}

Expected<SafetensorsContent> readSafetensors(const std::filesystem::path& path) {
    return MappedFile::open(path).and_then(
        [](std::shared_ptr<const MappedFile> file) { return readSafetensors(std::move(file)); });
}

} // namespace vitrine::formats
