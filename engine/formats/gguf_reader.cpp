#include "engine/formats/gguf_reader.h"

#include <algorithm>
#include <bit>
#include <set>
#include <system_error>
#include <utility>

#include "engine/formats/byte_cursor.h"
#include "engine/formats/complaint.h"
#include "engine/formats/tensor_view.h"
#include "engine/text/unicode.h"

namespace vitrine::formats {

namespace {

static_assert(std::endian::native == std::endian::little, "tensors are used as they are stored");

constexpr std::uint32_t Magic = 0x46554747; // "GGUF"
constexpr std::uint32_t OldestVersion = 2;
constexpr std::uint32_t NewestVersion = 3;
constexpr std::uint32_t MostAxes = 4;
constexpr std::int64_t DefaultAlignment = 32;
constexpr std::int64_t LargestAlignment = 1 << 20;
constexpr const char* AlignmentKey = "general.alignment";

/// A tensor as the header describes it; the offset counts from the end of the header.
struct Entry {
    GgufTensor tensor;
    std::uint64_t offset = 0;
    std::uint64_t size = 0; ///< bytes
};

/// Reads the header from front to back.
class HeaderReader {
public:
    explicit HeaderReader(std::shared_ptr<const MappedFile> file)
        : m_cursor(file->bytes()), m_complain(file->path().string()) {
        m_content.file = std::move(file);
    }

    Expected<GgufContent> read();

private:
    template <typename T>
    Expected<T> number(const std::string& place);
    Expected<std::string_view> text(const std::string& place);
    Expected<std::string> name(const std::string& place);
    Unexpected truncated(const std::string& place) const {
        return m_complain(ErrorCode::FileTruncated, place, "the file ends here.");
    }
    Unexpected damaged(const std::string& place, const std::string& why) const {
        return m_complain(ErrorCode::FileDamaged, place, why);
    }

    Expected<void> readVersion();
    Expected<void> readMetadata(std::uint64_t count);
    Expected<GgufValue> readValue(const std::string& key);
    Expected<void> skipElements(GgufValue::Parts& parts);
    Expected<std::vector<Entry>> readEntries(std::uint64_t count);
    Expected<Entry> readEntry();
    Expected<std::vector<std::int64_t>> readShape(const std::string& tensor);
    Expected<void> checkRows(Entry& entry);
    Expected<std::int64_t> alignment() const;
    Expected<void> placeTensors(std::vector<Entry> entries, std::int64_t alignment);
    Expected<void> checkPlace(
        const Entry& entry, std::uint64_t previousEnd, std::uint64_t dataBytes) const;

    ByteCursor m_cursor;
    Complaint m_complain;
    GgufContent m_content;
};

template <typename T>
Expected<T> HeaderReader::number(const std::string& place) {
    const auto found = m_cursor.read<T>();
    return found ? Expected<T>(*found) : truncated(place);
}

Expected<std::string_view> HeaderReader::text(const std::string& place) {
    return number<std::uint64_t>(place).and_then(
        [&](std::uint64_t length) -> Expected<std::string_view> {
            const auto found = m_cursor.takeText(length);
            return found ? Expected<std::string_view>(*found) : truncated(place);
        });
}

/// A key or the name of a tensor.
Expected<std::string> HeaderReader::name(const std::string& place) {
    return text(place).and_then([&](std::string_view found) -> Expected<std::string> {
        if (text::firstInvalidUtf8(found)) {
            return damaged(place, "the name is no UTF-8.");
        }
        return std::string(found);
    });
}

Expected<void> HeaderReader::readVersion() {
    const auto magic = number<std::uint32_t>("magic number");
    if (!magic) {
        return Unexpected(magic.error());
    }
    if (*magic != Magic) {
        return damaged("magic number", "this is no GGUF file.");
    }
    const auto version = number<std::uint32_t>("version");
    if (!version) {
        return Unexpected(version.error());
    }
    const auto place = "version " + std::to_string(*version);
    if (*version != 0 && *version % 0x10000 == 0) {
        return damaged(place, "the file is for computers of the other byte order.");
    }
    if (*version < OldestVersion) {
        return damaged(place, "versions before 2 are not supported.");
    }
    if (*version > NewestVersion) {
        return m_complain(ErrorCode::FormatTooNew,
            std::to_string(*version) + ", " + std::to_string(NewestVersion),
            "the version is newer than those known.");
    }
    m_content.version = *version;
    return {};
}

/// Goes over the elements of a text or an array without keeping anything.
Expected<void> HeaderReader::skipElements(GgufValue::Parts& parts) {
    const auto first = m_cursor.position();
    if (parts.type == GgufType::Text) {
        for (std::size_t i = 0; i < parts.count; ++i) {
            if (const auto found = text(parts.place); !found) {
                return Unexpected(found.error());
            }
        }
    } else {
        std::size_t bytes = 0;
        if (__builtin_mul_overflow(parts.count, sizeOf(parts.type), &bytes)
            || !m_cursor.take(bytes)) {
            return truncated(parts.place);
        }
    }
    const auto all = m_content.file->bytes();
    parts.bytes = all.subspan(first, m_cursor.position() - first);
    return {};
}

Expected<GgufValue> HeaderReader::readValue(const std::string& key) {
    GgufValue::Parts parts;
    parts.file = m_content.file->path().string();
    parts.place = key;
    auto type = number<std::uint32_t>(key);
    parts.array = type && static_cast<GgufType>(*type) == GgufType::Array;
    if (parts.array) {
        type = number<std::uint32_t>(key);
        const auto count = number<std::uint64_t>(key);
        if (!count) {
            return Unexpected(count.error());
        }
        parts.count = *count;
    }
    if (!type) {
        return Unexpected(type.error());
    }
    parts.type = static_cast<GgufType>(*type);
    if (parts.type != GgufType::Text && sizeOf(parts.type) == 0) {
        return damaged(key,
            parts.type == GgufType::Array ? "arrays of arrays are not supported."
                                          : "type " + std::to_string(*type) + " is unknown.");
    }
    return skipElements(parts).map([&] { return GgufValue(std::move(parts)); });
}

Expected<void> HeaderReader::readMetadata(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
        auto key = name("metadata " + std::to_string(i));
        if (!key) {
            return Unexpected(key.error());
        }
        auto value = readValue(*key);
        if (!value) {
            return Unexpected(value.error());
        }
        if (!m_content.metadata.emplace(*key, *std::move(value)).second) {
            return damaged(*key, "the key stands there twice.");
        }
    }
    return {};
}

/// GGUF lists the axis whose elements are neighbours first.
Expected<std::vector<std::int64_t>> HeaderReader::readShape(const std::string& tensor) {
    const auto axes = number<std::uint32_t>(tensor);
    if (!axes) {
        return Unexpected(axes.error());
    }
    if (*axes == 0 || *axes > MostAxes) {
        return damaged(tensor, std::to_string(*axes) + " axes; the format allows 1 to 4.");
    }
    std::vector<std::int64_t> shape(*axes);
    for (auto& size : shape) {
        const auto found = number<std::int64_t>(tensor);
        if (!found) {
            return Unexpected(found.error());
        }
        size = *found;
    }
    std::ranges::reverse(shape);
    if (!elementCount(shape)) {
        return damaged(tensor, shapeText(shape) + " is no shape.");
    }
    return shape;
}

/// Works out the bytes of a tensor, whose rows are whole blocks.
Expected<void> HeaderReader::checkRows(Entry& entry) {
    const auto& [name, type, shape, bytes] = entry.tensor;
    const auto& layout = layoutOf(type);
    const auto elements = static_cast<std::uint64_t>(*elementCount(shape));
    if (static_cast<std::uint64_t>(shape.back()) % layout.elements != 0) {
        return damaged(name,
            "rows of " + std::to_string(shape.back()) + " numbers are no whole blocks of "
                + std::string(layout.name) + ".");
    }
    if (__builtin_mul_overflow(elements / layout.elements, layout.bytes, &entry.size)) {
        return damaged(name, shapeText(shape) + " is no shape.");
    }
    return {};
}

Expected<Entry> HeaderReader::readEntry() {
    Entry entry;
    auto name = this->name("tensor names");
    if (!name) {
        return Unexpected(name.error());
    }
    auto shape = readShape(*name);
    if (!shape) {
        return Unexpected(shape.error());
    }
    const auto type = number<std::uint32_t>(*name);
    const auto offset = number<std::uint64_t>(*name);
    if (!type || !offset) {
        return truncated(*name);
    }
    const auto* layout = layoutOf(*type);
    if (!layout) {
        return m_complain(ErrorCode::TensorType, *name + ": " + std::to_string(*type),
            "tensors of this type are not supported.");
    }
    entry.tensor = {*std::move(name), layout->type, *std::move(shape), {}};
    entry.offset = *offset;
    return checkRows(entry).map([&] { return std::move(entry); });
}

Expected<std::vector<Entry>> HeaderReader::readEntries(std::uint64_t count) {
    std::vector<Entry> entries;
    std::set<std::string, std::less<>> names;
    for (std::uint64_t i = 0; i < count; ++i) {
        auto entry = readEntry();
        if (!entry) {
            return Unexpected(entry.error());
        }
        if (!names.insert(entry->tensor.name).second) {
            return damaged(entry->tensor.name, "the name stands there twice.");
        }
        entries.push_back(*std::move(entry));
    }
    return entries;
}

/// What every offset is a multiple of.
Expected<std::int64_t> HeaderReader::alignment() const {
    const auto* value = m_content.find(AlignmentKey);
    if (!value) {
        return DefaultAlignment;
    }
    return value->asInteger(1, LargestAlignment)
        .and_then([&](std::int64_t alignment) -> Expected<std::int64_t> {
            if (!std::has_single_bit(static_cast<std::uint64_t>(alignment))) {
                return value->invalid("must be a power of two");
            }
            return alignment;
        });
}

Expected<void> HeaderReader::checkPlace(
    const Entry& entry, std::uint64_t previousEnd, std::uint64_t dataBytes) const {
    const auto& name = entry.tensor.name;
    const auto span = std::to_string(entry.size) + " bytes from " + std::to_string(entry.offset);
    if (entry.offset > dataBytes || entry.size > dataBytes - entry.offset) {
        return m_complain(ErrorCode::FileTruncated, name,
            "its " + span + " end after the file's " + std::to_string(dataBytes) + ".");
    }
    if (entry.offset < previousEnd) {
        return m_complain(
            ErrorCode::TensorOverlap, name, "its " + span + " lie on those of another tensor.");
    }
    return {};
}

/// Tensors may leave holes, which fill up to the alignment, but share no byte.
Expected<void> HeaderReader::placeTensors(std::vector<Entry> entries, std::int64_t alignment) {
    const auto step = static_cast<std::uint64_t>(alignment);
    const auto header = (m_cursor.position() + step - 1) / step * step;
    const auto bytes = m_content.file->bytes();
    const auto data = bytes.subspan(std::min<std::size_t>(header, bytes.size()));
    std::ranges::stable_sort(entries, {}, &Entry::offset);
    std::uint64_t end = 0;
    for (auto& entry : entries) {
        if (entry.offset % step != 0) {
            return damaged(entry.tensor.name,
                "its offset " + std::to_string(entry.offset) + " is no multiple of "
                    + std::to_string(alignment) + ".");
        }
        if (const auto place = checkPlace(entry, end, data.size()); !place) {
            return place;
        }
        entry.tensor.bytes = data.subspan(entry.offset, entry.size);
        end = entry.offset + entry.size;
        m_content.tensors.push_back(std::move(entry.tensor));
    }
    return {};
}

Expected<GgufContent> HeaderReader::read() {
    if (const auto version = readVersion(); !version) {
        return Unexpected(version.error());
    }
    const auto tensors = number<std::uint64_t>("number of tensors");
    const auto values = number<std::uint64_t>("number of metadata");
    if (!tensors || !values) {
        return Unexpected(!tensors ? tensors.error() : values.error());
    }
    return readMetadata(*values)
        .and_then([&] { return readEntries(*tensors); })
        .and_then([&](std::vector<Entry> entries) {
            return alignment().and_then([&](std::int64_t alignment) {
                return placeTensors(std::move(entries), alignment);
            });
        })
        .map([&] { return std::move(m_content); });
}

} // namespace

const GgufValue* GgufContent::find(std::string_view key) const {
    const auto found = metadata.find(key);
    return found == metadata.end() ? nullptr : &found->second;
}

Expected<GgufValue> GgufContent::value(std::string_view key) const {
    const auto* found = find(key);
    if (!found) {
        const auto name = file->path().string();
        return Unexpected(Error{ErrorCode::ValueMissing, name, std::string(key),
            name + ": the metadata lack " + std::string(key) + "."});
    }
    return *found;
}

Expected<GgufContent> readGguf(std::shared_ptr<const MappedFile> file) {
    return HeaderReader(std::move(file)).read();
}

Expected<GgufContent> readGguf(const std::filesystem::path& path) {
    return MappedFile::open(path).and_then(
        [](std::shared_ptr<const MappedFile> file) { return readGguf(std::move(file)); });
}

bool isGgufFile(const std::filesystem::path& path) {
    std::error_code ignored;
    return path.extension() == ".gguf" && std::filesystem::is_regular_file(path, ignored);
}

} // namespace vitrine::formats
