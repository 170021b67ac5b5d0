#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/formats/data_type.h"
#include "engine/values/expected.h"

namespace vitrine::formats {

/// A storage that a pickle refers to; its elements lie elsewhere.
struct PickledStorage {
    DataType type = DataType::Float32;
    std::string_view key; ///< names the storage in its archive
    std::int64_t elements = 0;
};

/// A tensor as a window on a storage; nothing about it has been checked against one.
struct PickledTensor {
    PickledStorage storage;
    std::int64_t offset = 0; ///< in elements
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides; ///< in elements
};

/// The few names that a state dict refers to.
enum class PickledGlobal { OrderedDict, RebuildTensor, RebuildTensorV2, RebuildParameter };

/// Handles of objects that a Pickle keeps; copying one copies no object.
struct PickledList {
    std::size_t index;
};
struct PickledDict {
    std::size_t index;
};
struct PickledStorageHandle {
    std::size_t index;
};
struct PickledTensorHandle {
    std::size_t index;
};

/// None is std::monostate; tuples are lists; a typed storage class is its DataType.
using PickleValue = std::variant<std::monostate, bool, std::int64_t, double, std::string_view,
    PickledGlobal, DataType, PickledList, PickledDict, PickledStorageHandle, PickledTensorHandle>;

/// One object read from a Python pickle, protocols 0 to 4, by a machine that knows only what
/// PyTorch's state dicts are made of: basic values, lists, tuples, dicts, OrderedDict, tensors,
/// parameters, storages. It calls nothing. What it keeps is proportional to the bytes read, whose
/// text it refers to: they must outlive it.
/// Reference: Lib/pickletools.py of CPython; torch/_utils.py and torch/serialization.py of PyTorch.
class Pickle {
public:
    /// `bytes` may go on after the pickle. Errors: FileUnsafe (place: the global, "posix.system",
    /// or the instruction), FileDamaged, FileTruncated, FileTooLarge.
    static Expected<Pickle> read(std::span<const std::byte> bytes, const std::string& file);

    const PickleValue& root() const { return m_root; }
    /// Bytes taken, the final one included.
    std::size_t size() const { return m_size; }

    std::span<const PickleValue> elements(PickledList list) const { return m_lists[list.index]; }
    std::span<const std::pair<PickleValue, PickleValue>> members(PickledDict dict) const {
        return m_dicts[dict.index];
    }
    std::span<const PickledStorage> storages() const { return m_storages; }
    const PickledStorage& storage(PickledStorageHandle handle) const {
        return m_storages[handle.index];
    }
    const PickledTensor& tensor(PickledTensorHandle handle) const {
        return m_tensors[handle.index];
    }

private:
    friend class PickleMachine;

    PickleValue m_root;
    std::size_t m_size = 0;
    // Objects refer to one another by index, so cycles and deep nesting cost nothing to take down.
    std::vector<std::vector<PickleValue>> m_lists;
    std::vector<std::vector<std::pair<PickleValue, PickleValue>>> m_dicts;
    std::vector<PickledStorage> m_storages;
    std::vector<PickledTensor> m_tensors;
};

} // namespace vitrine::formats
