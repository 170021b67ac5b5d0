#include "engine/api/vector_library.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "engine/formats/safetensors_reader.h"

namespace vitrine::api {

namespace fs = std::filesystem;

namespace {

constexpr const char* FileName = "vectors.safetensors";

std::string entry(const formats::SafetensorsContent& content, const std::string& key) {
    const auto found = content.metadata.find(key);
    return found == content.metadata.end() ? std::string() : found->second;
}

} // namespace

VectorLibrary::VectorLibrary(fs::path builtIn) : m_builtIn(std::move(builtIn)) {
}

std::vector<VectorSet> VectorLibrary::sets() const {
    std::vector<VectorSet> sets;
    std::error_code ignored;
    for (const auto& folder : fs::directory_iterator(m_builtIn, ignored)) {
        const auto file = folder.path() / FileName;
        if (!fs::is_regular_file(file, ignored)) {
            continue;
        }
        if (const auto content = formats::readSafetensors(file)) {
            sets.push_back({folder.path().filename().string(), entry(*content, "title"),
                entry(*content, "language"), file});
        }
    }
    std::ranges::sort(sets, {}, &VectorSet::name);
    return sets;
}

Expected<fs::path> VectorLibrary::resolve(const std::string& nameOrFile) const {
    std::error_code ignored;
    const auto builtIn = m_builtIn / nameOrFile / FileName;
    if (nameOrFile.find('/') == std::string::npos && fs::is_regular_file(builtIn, ignored)) {
        return builtIn;
    }
    if (fs::is_regular_file(nameOrFile, ignored)) {
        return fs::path(nameOrFile);
    }
    return Unexpected(Error{ErrorCode::FileMissing, nameOrFile, {},
        nameOrFile + " is neither a built-in set of word vectors nor a file."});
}

} // namespace vitrine::api
