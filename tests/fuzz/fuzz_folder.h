#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace vitrine::test {

/// A folder that lives as long as the fuzzing program, for readers that open files.
class FuzzFolder {
public:
    FuzzFolder() {
        auto name = (std::filesystem::temp_directory_path() / "vitrine-fuzz-XXXXXX").string();
        if (!::mkdtemp(name.data())) {
            std::abort();
        }
        m_path = name;
    }
    ~FuzzFolder() { std::filesystem::remove_all(m_path); }
    FuzzFolder(const FuzzFolder&) = delete;
    FuzzFolder& operator=(const FuzzFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    /// Replaces the file `name`.
    std::filesystem::path write(
        const char* name, const std::uint8_t* data, std::size_t size) const {
        auto file = m_path / name;
        std::ofstream stream(file, std::ios::binary | std::ios::trunc);
        stream.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
        return file;
    }

private:
    std::filesystem::path m_path;
};

} // namespace vitrine::test
