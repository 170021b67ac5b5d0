#pragma once

#include <cassert>
#include <utility>

#include <QObject>

namespace vitrine::widgets {

/// A pointer to an object that its QObject parent deletes. It never deletes, and asserts that the
/// parent exists. (The idea is Mixxx's src/util/parented_ptr.h.)
template <typename T>
class parented_ptr {
public:
    parented_ptr() = default;
    explicit parented_ptr(T* object) : m_object(object) { assert(object && object->parent()); }

    T* get() const { return m_object; }
    T* operator->() const { return m_object; }
    T& operator*() const { return *m_object; }
    operator T*() const { return m_object; } // NOLINT(google-explicit-constructor): it is a T*

private:
    T* m_object = nullptr;
};

/// Makes a T whose last constructor argument is its parent.
template <typename T, typename... Args>
parented_ptr<T> makeParented(Args&&... args) {
    return parented_ptr<T>(new T(std::forward<Args>(args)...));
}

} // namespace vitrine::widgets
