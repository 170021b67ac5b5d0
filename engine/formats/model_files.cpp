#include "engine/formats/model_files.h"

#include <system_error>
#include <vector>

namespace vitrine::formats {

namespace fs = std::filesystem;

fs::path openableIn(const fs::path& folder) {
    std::error_code ignored;
    if (fs::exists(folder / "config.json", ignored)) {
        return folder;
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().extension() == ".gguf") {
            files.push_back(entry.path());
        }
    }
    return files.size() == 1 ? files.front() : folder;
}

} // namespace vitrine::formats
