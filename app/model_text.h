#pragma once

#include <QString>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/values/load_options.h"
#include "engine/values/model_info.h"

namespace vitrine::app {

/// What a model is called: the title of its card, else its name.
QString modelTitle(const ModelInfo& info);
/// What the model of a folder is called, without reading more than its card.
QString folderTitle(const std::filesystem::path& folder);
/// "GPT-2 · 6 layers × 6 heads · 256".
QString modelSummary(const ModelInfo& info);
/// "GPT-2" for "gpt2"; a name that is not known stays as it is.
QString architectureName(const std::string& architecture);
/// The kind of a tokeniser in the language of the interface.
QString tokenizerName(const std::string& kind);
/// "10.7 M".
QString parameterCount(std::int64_t parameters);
/// "412 MB".
QString byteSize(std::int64_t bytes);
QString dtypeName(DType dtype);
/// "CPU · 2 threads".
QString deviceSummary(const DevicePlacement& placement);
/// Why no GPU is used, or which one is.
QString deviceReason(const DevicePlacement& placement);
/// The lenses that a model serves, by the ids of their pages.
std::vector<std::string> lensesOf(const ModelInfo& info);
/// "Generate, Tokens" for such ids.
QString lensNames(const std::vector<std::string>& ids);
/// "Chinese, English".
QString languageNames(const std::vector<std::string>& codes);

} // namespace vitrine::app
