#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include "engine/values/expected.h"

namespace vitrine::text {

/// A text file in blocks of whole lines, so that a file of any size is read in little memory. A
/// line longer than a block is cut into several, between two characters.
class LineBlocks {
public:
    static constexpr std::size_t BlockBytes = 1 << 16;

    /// Errors: FileMissing, FileUnreadable.
    static Expected<LineBlocks> open(
        const std::filesystem::path& file, std::size_t blockBytes = BlockBytes);

    std::uintmax_t fileBytes() const { return m_fileBytes; }
    /// Bytes of the blocks so far.
    std::uintmax_t bytesTaken() const { return m_taken; }
    /// The next lines, valid until the next call; empty at the end of the file. A byte order mark
    /// is left out. Errors: FileUnreadable, TextInvalid (place: byte of the file).
    Expected<std::string_view> next();
    /// Calls `onBlock` with each block that is left, up to its first error.
    Expected<void> forEach(const std::function<Expected<void>(std::string_view)>& onBlock);

private:
    LineBlocks(std::filesystem::path file, std::size_t blockBytes, std::uintmax_t fileBytes);
    Expected<void> fill();
    std::size_t wholeLines() const;

    std::filesystem::path m_file;
    std::size_t m_blockBytes;
    std::uintmax_t m_fileBytes;
    std::ifstream m_stream;
    std::string m_buffer;
    std::size_t m_block = 0; ///< bytes of the buffer that the last block was
    std::uintmax_t m_taken = 0;
};

} // namespace vitrine::text
