#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QTemporaryDir>

#include <filesystem>

namespace vitrine::test {

/// A `python3 -m pip` that fetches nothing: PATH leads to a script instead, as long as this lives.
class FakePip {
public:
    FakePip();
    ~FakePip();
    FakePip(const FakePip&) = delete;
    FakePip& operator=(const FakePip&) = delete;

    /// What `pip download` does, as lines of shell; $dest is the folder that it is told, $1 the
    /// last argument. `pip --version` always works.
    void setDownload(const QByteArray& script);
    /// `pip download` hands out a wheel with these files.
    void setWheel(const QList<QPair<QByteArray, QByteArray>>& files);
    /// PATH leads to no pip at all.
    void remove();
    /// The arguments of the last `pip download`; empty before one.
    QByteArray arguments() const;

private:
    std::filesystem::path at(const char* name) const;
    void write(const std::filesystem::path& file, const QByteArray& bytes) const;

    QTemporaryDir m_folder;
    QByteArray m_path = qgetenv("PATH");
};

} // namespace vitrine::test
