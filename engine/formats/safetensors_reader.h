#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/formats/mapped_file.h"
#include "engine/formats/tensor_view.h"
#include "engine/values/expected.h"

namespace vitrine::formats {

/// What a safetensors file holds (https://huggingface.co/docs/safetensors, "Format").
struct SafetensorsContent {
    std::vector<TensorView> tensors; ///< in the order of their bytes
    std::map<std::string, std::string> metadata; ///< "__metadata__"
};

/// Checks the header against the file completely and copies nothing. Errors: FileTruncated,
/// FileTooLarge (header over 100 MB, the format's own limit), FileDamaged (holes, surplus bytes,
/// sizes that contradict shapes), TensorOverlap, TensorType, the JSON errors, and those of
/// MappedFile.
Expected<SafetensorsContent> readSafetensors(std::shared_ptr<const MappedFile> file);
Expected<SafetensorsContent> readSafetensors(const std::filesystem::path& path);

} // namespace vitrine::formats
