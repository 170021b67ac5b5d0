#include "engine/formats/checkpoint_folder.h"

#include <array>
#include <system_error>
#include <utility>

#include "engine/formats/safetensors_reader.h"
#include "engine/formats/torch_file_reader.h"
#include "engine/text/json_document.h"

namespace vitrine::formats {

namespace {

namespace fs = std::filesystem;

constexpr std::array WeightFiles{"model.safetensors", "model.safetensors.index.json",
    "pytorch_model.bin", "pytorch_model.bin.index.json"};

Expected<std::vector<TensorView>> readTensors(const fs::path& path) {
    return MappedFile::open(path).and_then(
        [&](std::shared_ptr<const MappedFile> file) -> Expected<std::vector<TensorView>> {
            if (path.extension() != ".safetensors") {
                return readTorchFile(std::move(file));
            }
            return readSafetensors(std::move(file)).map([](SafetensorsContent content) {
                return std::move(content.tensors);
            });
        });
}

bool isPlainName(const std::string& name) {
    return !name.empty() && name != "." && name != ".." && fs::path(name).filename() == name;
}

/// File name → names of its tensors, as an index's "weight_map" gives them.
using Shards = std::map<std::string, std::vector<std::string>>;

Expected<Shards> readShards(const fs::path& index) {
    const auto document = text::JsonDocument::read(index);
    if (!document) {
        return Unexpected(document.error());
    }
    const auto members = document->root().member("weight_map").and_then(&text::JsonValue::members);
    if (!members) {
        return Unexpected(members.error());
    }
    Shards shards;
    for (const auto& [tensor, value] : *members) {
        const auto file = value.asString();
        if (!file) {
            return Unexpected(file.error());
        }
        if (!isPlainName(*file)) {
            return Unexpected(value.invalid("must be the name of a file in the same folder"));
        }
        shards[*file].push_back(tensor);
    }
    return shards;
}

} // namespace

CheckpointFolder::CheckpointFolder(fs::path source) : m_source(std::move(source)) {
}

Expected<CheckpointFolder> CheckpointFolder::open(const fs::path& folder) {
    for (const auto* name : WeightFiles) {
        std::error_code ignored;
        if (const auto path = folder / name; fs::exists(path, ignored)) {
            CheckpointFolder checkpoint(path);
            const auto added
                = path.extension() == ".json" ? checkpoint.addIndexed() : checkpoint.addFile(path);
            return added.map([&] { return std::move(checkpoint); });
        }
    }
    const auto expected = (folder / WeightFiles.front()).string();
    return Unexpected(Error{.code = ErrorCode::FileMissing,
        .subject = expected,
        .place = {},
        .detail = expected + " does not exist, nor do weights of another name."});
}

Expected<void> CheckpointFolder::addFile(const fs::path& path) {
    return readTensors(path).map([this](std::vector<TensorView> tensors) {
        for (auto& tensor : tensors) {
            auto name = tensor.name;
            m_tensors.emplace(std::move(name), std::move(tensor));
        }
    });
}

Expected<void> CheckpointFolder::addIndexed() {
    const auto shards = readShards(m_source);
    if (!shards) {
        return Unexpected(shards.error());
    }
    for (const auto& [file, names] : *shards) {
        const auto path = m_source.parent_path() / file;
        if (auto added = addFile(path); !added) {
            return added;
        }
        for (const auto& name : names) {
            if (!m_tensors.contains(name)) {
                return Unexpected(Error{ErrorCode::TensorMissing, path.string(), name,
                    path.string() + " lacks the tensor " + name + ", which the index promises."});
            }
        }
    }
    return {};
}

const TensorView* CheckpointFolder::find(std::string_view name) const {
    const auto found = m_tensors.find(name);
    return found == m_tensors.end() ? nullptr : &found->second;
}

std::int64_t CheckpointFolder::byteCount() const {
    std::int64_t count = 0;
    for (const auto& [name, tensor] : m_tensors) {
        count += static_cast<std::int64_t>(tensor.bytes.size());
    }
    return count;
}

} // namespace vitrine::formats
