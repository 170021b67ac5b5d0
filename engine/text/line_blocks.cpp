#include "engine/text/line_blocks.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "engine/text/unicode.h"

namespace vitrine::text {

namespace {

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

Unexpected failure(ErrorCode code, const std::filesystem::path& file, const std::string& reason) {
    return Unexpected(Error{code, file.string(), {}, file.string() + ' ' + reason});
}

} // namespace

Expected<LineBlocks> LineBlocks::open(const std::filesystem::path& file, std::size_t blockBytes) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (status.type() == std::filesystem::file_type::not_found) {
        return failure(ErrorCode::FileMissing, file, "does not exist.");
    }
    if (!std::filesystem::is_regular_file(status)) {
        return failure(ErrorCode::FileUnreadable, file, "is not a file that can be read.");
    }
    LineBlocks blocks(file, blockBytes, std::filesystem::file_size(file, error));
    if (error || !blocks.m_stream) {
        return failure(ErrorCode::FileUnreadable, file, "could not be read.");
    }
    return blocks;
}

LineBlocks::LineBlocks(std::filesystem::path file, std::size_t blockBytes, std::uintmax_t fileBytes)
    : m_file(std::move(file)), m_blockBytes(blockBytes), m_fileBytes(fileBytes),
      m_stream(m_file, std::ios::binary) {
}

Expected<std::string_view> LineBlocks::next() {
    m_buffer.erase(0, m_block);
    m_block = 0;
    if (auto filled = fill(); !filled) {
        return Unexpected(filled.error());
    }
    m_block = wholeLines();
    auto block = std::string_view(m_buffer).substr(0, m_block);
    if (const auto bad = firstInvalidUtf8(block)) {
        const auto place = std::to_string(m_taken + *bad);
        return Unexpected(Error{ErrorCode::TextInvalid, m_file.string(), place,
            m_file.string() + " is not valid UTF-8 at byte " + place + "."});
    }
    if (m_taken == 0 && block.starts_with(ByteOrderMark)) {
        block.remove_prefix(ByteOrderMark.size());
    }
    m_taken += m_block;
    return block;
}

Expected<void> LineBlocks::forEach(const std::function<Expected<void>(std::string_view)>& onBlock) {
    for (;;) {
        const auto block = next();
        if (!block) {
            return Unexpected(block.error());
        }
        if (block->empty()) {
            return {};
        }
        if (auto done = onBlock(*block); !done) {
            return done;
        }
    }
}

Expected<void> LineBlocks::fill() {
    const auto have = m_buffer.size();
    m_buffer.resize(m_blockBytes);
    m_stream.read(m_buffer.data() + have, static_cast<std::streamsize>(m_buffer.size() - have));
    m_buffer.resize(have + static_cast<std::size_t>(m_stream.gcount()));
    if (m_stream.bad()) {
        return failure(ErrorCode::FileUnreadable, m_file, "could not be read.");
    }
    return {};
}

/// Bytes of the buffer that are whole lines; at the end of the file all, and of a line that does
/// not fit its whole characters.
std::size_t LineBlocks::wholeLines() const {
    if (m_buffer.size() < m_blockBytes) {
        return m_buffer.size();
    }
    const auto end = m_buffer.rfind('\n');
    return end != std::string::npos ? end + 1 : m_buffer.size() - incompleteTail(m_buffer);
}

} // namespace vitrine::text
