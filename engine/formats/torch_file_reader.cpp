#include "engine/formats/torch_file_reader.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "engine/formats/byte_cursor.h"
#include "engine/formats/pickle.h"
#include "engine/formats/zip_directory.h"

namespace vitrine::formats {

namespace {

using Bytes = std::span<const std::byte>;
/// The bytes of a storage by its key.
using Storages = std::map<std::string, Bytes, std::less<>>;

/// The pickle of the number 0x1950a86a20f9469cfc6c, with which the older form begins.
constexpr std::array<std::uint8_t, 15> LegacyMagic{
    0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e};
constexpr std::array<std::uint8_t, 4> ZipMagic{'P', 'K', 3, 4};
constexpr std::int64_t LegacyProtocol = 1001;

template <std::size_t Size>
bool startsWith(Bytes bytes, const std::array<std::uint8_t, Size>& magic) {
    return bytes.size() >= Size
        && std::ranges::equal(bytes.first(Size), std::as_bytes(std::span(magic)));
}

Unexpected failure(
    ErrorCode code, const MappedFile& file, const std::string& place, const std::string& why) {
    const auto name = file.path().string();
    return Unexpected(Error{code, name, place, name + ": " + place + ": " + why});
}

Unexpected damaged(const MappedFile& file, const std::string& place, const std::string& why) {
    return failure(ErrorCode::FileDamaged, file, place, why);
}

/// One past the last element that the tensor touches, counted from the storage's first; nothing
/// where that leaves 63 bits or sizes and strides make no sense.
std::optional<std::int64_t> endOf(const PickledTensor& tensor) {
    std::int64_t last = tensor.offset;
    if (tensor.offset < 0 || tensor.shape.size() != tensor.strides.size()) {
        return std::nullopt;
    }
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis) {
        std::int64_t reach = 0;
        if (tensor.strides[axis] < 0 || tensor.shape[axis] < 1
            || __builtin_mul_overflow(tensor.shape[axis] - 1, tensor.strides[axis], &reach)
            || __builtin_add_overflow(last, reach, &last)) {
            return std::nullopt;
        }
    }
    std::int64_t end = 0;
    return __builtin_add_overflow(last, 1, &end) ? std::nullopt : std::optional(end);
}

/// Places a tensor in its storage. A tensor may use a part of it and skip elements, but never reads
/// more elements than there are: what it becomes must not be larger than what is stored.
Expected<TensorView> placeTensor(std::string name, const PickledTensor& tensor, Bytes storage,
    const std::shared_ptr<const MappedFile>& file) {
    const auto elementBytes = static_cast<std::int64_t>(sizeOf(tensor.storage.type));
    const auto elements = static_cast<std::int64_t>(storage.size()) / elementBytes;
    const auto count = elementCount(tensor.shape);
    TensorView view{std::move(name), tensor.storage.type, tensor.shape, tensor.strides, {}, file};
    if (count == 0) {
        view.strides = rowMajorStrides(view.shape);
        return view;
    }
    const auto end = endOf(tensor);
    if (!count || !end || *end > elements || *count > elements) {
        return damaged(*file, view.name,
            shapeText(tensor.shape) + " does not lie in its storage of " + std::to_string(elements)
                + " elements.");
    }
    view.bytes = storage.subspan(static_cast<std::size_t>(tensor.offset * elementBytes),
        static_cast<std::size_t>((*end - tensor.offset) * elementBytes));
    return view;
}

Expected<std::vector<TensorView>> placeTensors(
    const Pickle& pickle, const Storages& storages, const std::shared_ptr<const MappedFile>& file) {
    const auto* dict = std::get_if<PickledDict>(&pickle.root());
    if (!dict) {
        return damaged(*file, "state dict", "the file holds an object of another kind.");
    }
    std::vector<TensorView> tensors;
    for (const auto& [key, value] : pickle.members(*dict)) {
        const auto* name = std::get_if<std::string_view>(&key);
        const auto* handle = std::get_if<PickledTensorHandle>(&value);
        if (!name || !handle) {
            continue;
        }
        const auto& tensor = pickle.tensor(*handle);
        const auto storage = storages.find(tensor.storage.key);
        if (storage == storages.end()) {
            return damaged(*file, std::string(*name), "its storage is not in the file.");
        }
        auto view = placeTensor(std::string(*name), tensor, storage->second, file);
        if (!view) {
            return Unexpected(view.error());
        }
        tensors.push_back(std::move(*view));
    }
    return tensors;
}

/// NAME/data.pkl, NAME/data/0, NAME/data/1, … and, in newer files, NAME/byteorder.
Expected<std::vector<TensorView>> readArchive(const std::shared_ptr<const MappedFile>& file) {
    const auto directory = ZipDirectory::read(*file);
    if (!directory) {
        return Unexpected(directory.error());
    }
    const auto& entries = directory->entries();
    const auto program = std::ranges::find_if(
        entries, [](const auto& entry) { return entry.first.ends_with("/data.pkl"); });
    if (program == entries.end()) {
        return damaged(*file, "data.pkl", "the archive does not hold it.");
    }
    const auto root = program->first.substr(0, program->first.rfind('/') + 1);
    const auto order = directory->find(root + "byteorder");
    if (order && startsWith(*order, std::array<std::uint8_t, 3>{'b', 'i', 'g'})) {
        return damaged(
            *file, "byteorder", "numbers stored most significant byte first are not read.");
    }
    Storages storages;
    const auto prefix = root + "data/";
    for (auto entry = entries.lower_bound(prefix);
         entry != entries.end() && entry->first.starts_with(prefix); ++entry) {
        storages.emplace(entry->first.substr(prefix.size()), entry->second);
    }
    return Pickle::read(program->second, file->path().string()).and_then([&](const Pickle& pickle) {
        return placeTensors(pickle, storages, file);
    });
}

/// Reads the pickles of the older form one after the other.
class PickleSequence {
public:
    explicit PickleSequence(const MappedFile& file)
        : m_file(file), m_position(LegacyMagic.size()) { }
    Expected<Pickle> next() {
        auto pickle = Pickle::read(rest(), m_file.path().string());
        m_position += pickle ? pickle->size() : 0;
        return pickle;
    }
    Bytes rest() const { return m_file.bytes().subspan(m_position); }

private:
    const MappedFile& m_file;
    std::size_t m_position;
};

/// What this form says of the machine that wrote it.
bool isLittleEndian(const Pickle& system) {
    const auto* dict = std::get_if<PickledDict>(&system.root());
    if (!dict) {
        return false;
    }
    const auto members = system.members(*dict);
    return std::ranges::any_of(members, [](const auto& member) {
        const auto* key = std::get_if<std::string_view>(&member.first);
        const auto* value = std::get_if<bool>(&member.second);
        return key && *key == "little_endian" && value && *value;
    });
}

/// Key → type of every storage that a tensor of the pickle lies in.
std::map<std::string_view, DataType> storageTypes(const Pickle& pickle) {
    std::map<std::string_view, DataType> types;
    for (const auto& storage : pickle.storages()) {
        types.emplace(storage.key, storage.type);
    }
    return types;
}

/// After the pickles: for each key a 64-bit number of elements and the elements.
Expected<Storages> readLegacyStorages(
    const MappedFile& file, const Pickle& state, const Pickle& keys, Bytes rest) {
    const auto types = storageTypes(state);
    const auto* list = std::get_if<PickledList>(&keys.root());
    if (!list) {
        return damaged(file, "storages", "their list is missing.");
    }
    Storages storages;
    ByteCursor cursor(rest);
    for (const auto& element : keys.elements(*list)) {
        const auto* key = std::get_if<std::string_view>(&element);
        const auto type = key ? types.find(*key) : types.end();
        if (type == types.end()) {
            return damaged(file, "storages", "one is listed that no tensor lies in.");
        }
        const auto count = cursor.read<std::uint64_t>();
        std::uint64_t bytes = 0;
        const bool fits = count && !__builtin_mul_overflow(*count, sizeOf(type->second), &bytes);
        const auto content = fits ? cursor.take(bytes) : std::nullopt;
        if (!content) {
            return failure(ErrorCode::FileTruncated, file, "storage " + std::string(*key),
                "the file ends inside it.");
        }
        storages.emplace(*key, *content);
    }
    return storages;
}

/// Magic number, protocol, system, state dict and storage keys as pickles; then the storages.
Expected<std::vector<TensorView>> readLegacy(const std::shared_ptr<const MappedFile>& file) {
    PickleSequence pickles(*file);
    const auto protocol = pickles.next();
    if (!protocol) {
        return Unexpected(protocol.error());
    }
    const auto* version = std::get_if<std::int64_t>(&protocol->root());
    if (!version || *version != LegacyProtocol) {
        return damaged(*file, "protocol", "only version 1001 is known.");
    }
    const auto system = pickles.next();
    if (!system) {
        return Unexpected(system.error());
    }
    if (!isLittleEndian(*system)) {
        return damaged(
            *file, "byte order", "numbers stored most significant byte first are not read.");
    }
    const auto state = pickles.next();
    if (!state) {
        return Unexpected(state.error());
    }
    const auto keys = pickles.next();
    if (!keys) {
        return Unexpected(keys.error());
    }
    return readLegacyStorages(*file, *state, *keys, pickles.rest())
        .and_then([&](const Storages& storages) { return placeTensors(*state, storages, file); });
}

} // namespace

Expected<std::vector<TensorView>> readTorchFile(std::shared_ptr<const MappedFile> file) {
    if (startsWith(file->bytes(), ZipMagic)) {
        return readArchive(file);
    }
    if (startsWith(file->bytes(), LegacyMagic)) {
        return readLegacy(file);
    }
    return damaged(*file, "byte 0", "this is no file that torch.save writes.");
}

} // namespace vitrine::formats
