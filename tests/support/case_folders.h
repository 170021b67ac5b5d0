#pragma once

#include <algorithm>
#include <filesystem>
#include <vector>

namespace vitrine::test {

/// The folders of `cases/<name>` beside a test, sorted: a case is added by adding its folder.
inline std::vector<std::filesystem::path> caseFolders(const std::filesystem::path& cases) {
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(cases)) {
        if (entry.is_directory()) {
            folders.push_back(entry.path());
        }
    }
    std::ranges::sort(folders);
    return folders;
}

} // namespace vitrine::test
