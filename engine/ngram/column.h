#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <span>
#include <type_traits>
#include <utility>

namespace vitrine::ngram {

/// Address space of a fixed size whose pages take memory when they are first written. Backed by a
/// file without a name, the system can write them out, so that an array may be larger than memory.
class PagedMemory {
public:
    PagedMemory() = default;
    /// Throws std::bad_alloc where the system has no such space, or no room for the file.
    explicit PagedMemory(std::size_t bytes);
    PagedMemory(std::size_t bytes, const std::filesystem::path& folder);
    PagedMemory(PagedMemory&& other) noexcept;
    PagedMemory& operator=(PagedMemory&& other) noexcept;
    PagedMemory(const PagedMemory&) = delete;
    PagedMemory& operator=(const PagedMemory&) = delete;
    ~PagedMemory();

    void* data() const { return m_address; }
    std::size_t size() const { return m_bytes; }

private:
    void* m_address = nullptr;
    std::size_t m_bytes = 0;
};

/// Where columns lie: in memory, or in files of a folder.
struct ColumnPlace {
    bool onDisk = false;
    std::filesystem::path folder; ///< of `onDisk`

    PagedMemory allocate(std::size_t bytes) const {
        return onDisk ? PagedMemory(bytes, folder) : PagedMemory(bytes);
    }
};

/// One field of many records, as an array whose capacity is set at the start: growing copies
/// nothing, and what is not used costs nothing.
template <typename T>
requires std::is_trivially_copyable_v<T>
class Column {
public:
    Column() = default;
    Column(std::size_t capacity, const ColumnPlace& place)
        : m_memory(place.allocate(capacity * sizeof(T))) { }
    Column(std::span<const T> values, const ColumnPlace& place) : Column(values.size(), place) {
        std::ranges::copy(values, data());
        m_size = values.size();
    }
    /// `size` zeros.
    static Column zeros(std::size_t size, const ColumnPlace& place) {
        Column column(size, place);
        column.m_size = size;
        return column;
    }
    Column(Column&& other) noexcept
        : m_memory(std::move(other.m_memory)), m_size(std::exchange(other.m_size, 0)) { }
    Column& operator=(Column&& other) noexcept {
        m_memory = std::move(other.m_memory);
        m_size = std::exchange(other.m_size, 0);
        return *this;
    }

    void push_back(const T& value) { data()[m_size++] = value; }
    T& operator[](std::size_t index) { return data()[index]; }
    const T& operator[](std::size_t index) const { return data()[index]; }
    T& back() { return data()[m_size - 1]; }
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    T* data() { return static_cast<T*>(m_memory.data()); }
    const T* data() const { return static_cast<const T*>(m_memory.data()); }
    std::span<const T> values() const { return {data(), m_size}; }

private:
    PagedMemory m_memory;
    std::size_t m_size = 0;
};

} // namespace vitrine::ngram
