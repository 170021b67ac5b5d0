#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

#include <QTemporaryDir>

namespace vitrine::test {

/// A folder for one test, gone with it.
class ScratchFolder {
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    /// Writes a file into it and returns its path.
    std::filesystem::path write(std::string_view name, std::string_view bytes) const {
        const auto file = path() / name;
        std::ofstream stream(file, std::ios::binary | std::ios::trunc);
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return file;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace vitrine::test
