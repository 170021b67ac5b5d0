#include "engine/formats/safetensors_writer.h"

#include <cassert>
#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

namespace vitrine::formats {

namespace {

/// Elements of every type are aligned when the header's end is.
constexpr std::size_t HeaderAlignment = 8;

std::size_t byteSize(const TensorHeader& header) {
    const auto count = elementCount(header.shape);
    assert(count);
    return static_cast<std::size_t>(*count) * sizeOf(header.type);
}

std::string headerText(
    std::span<const TensorHeader> headers, const std::map<std::string, std::string>& metadata) {
    auto json = nlohmann::ordered_json::object();
    if (!metadata.empty()) {
        json["__metadata__"] = metadata;
    }
    std::size_t begin = 0;
    for (const auto& header : headers) {
        assert(!json.contains(header.name));
        const auto end = begin + byteSize(header);
        json[header.name] = {{"dtype", nameOf(header.type)}, {"shape", header.shape},
            {"data_offsets", {begin, end}}};
        begin = end;
    }
    auto text = json.dump();
    text.resize((text.size() + HeaderAlignment - 1) / HeaderAlignment * HeaderAlignment, ' ');
    return text;
}

} // namespace

SafetensorsWriter::SafetensorsWriter(text::AtomicFile file, std::vector<std::size_t> sizes)
    : m_file(std::move(file)), m_sizes(std::move(sizes)) {
}

Expected<SafetensorsWriter> SafetensorsWriter::create(const std::filesystem::path& path,
    std::span<const TensorHeader> headers, const std::map<std::string, std::string>& metadata) {
    auto file = text::AtomicFile::create(path);
    if (!file) {
        return Unexpected(file.error());
    }
    const auto header = headerText(headers, metadata);
    const std::uint64_t length = header.size();
    auto written = file->write(std::as_bytes(std::span(&length, 1))).and_then([&] {
        return file->write(header);
    });
    if (!written) {
        return Unexpected(written.error());
    }
    std::vector<std::size_t> sizes;
    for (const auto& tensor : headers) {
        sizes.push_back(byteSize(tensor));
    }
    return SafetensorsWriter(std::move(*file), std::move(sizes));
}

Expected<void> SafetensorsWriter::write(std::span<const std::byte> bytes) {
    assert(m_next < m_sizes.size() && bytes.size() == m_sizes[m_next]);
    ++m_next;
    return m_file.write(bytes);
}

Expected<void> SafetensorsWriter::finish() {
    assert(m_next == m_sizes.size());
    return m_file.commit();
}

Expected<void> writeSafetensors(const std::filesystem::path& path,
    std::span<const TensorView> tensors, const std::map<std::string, std::string>& metadata) {
    std::vector<TensorHeader> headers;
    for (const auto& tensor : tensors) {
        assert(tensor.isContiguous());
        headers.push_back({tensor.name, tensor.type, tensor.shape});
    }
    auto writer = SafetensorsWriter::create(path, headers, metadata);
    if (!writer) {
        return Unexpected(writer.error());
    }
    for (const auto& tensor : tensors) {
        if (auto written = writer->write(tensor.bytes); !written) {
            return written;
        }
    }
    return writer->finish();
}

} // namespace vitrine::formats
