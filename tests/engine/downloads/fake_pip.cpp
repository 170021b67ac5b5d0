#include "fake_pip.h"

#include <QFile>
#include <QProcess>

namespace vitrine::test {

namespace fs = std::filesystem;

namespace {

constexpr const char* ScriptHead = R"(#!/bin/sh
PATH=/usr/bin:/bin
[ "$1" = -m ] && shift 2
[ "$1" = --version ] && exit 0
printf '%s\n' "$*" > "$(dirname "$0")/../arguments"
while [ $# -gt 1 ]; do
    [ "$1" = --dest ] && dest=$2
    shift
done
)";

} // namespace

FakePip::FakePip() {
    fs::create_directories(at("bin"));
    qputenv("PATH", QByteArray::fromStdString(at("bin").string()));
    setDownload("exit 1");
}

FakePip::~FakePip() {
    qputenv("PATH", m_path);
}

void FakePip::setDownload(const QByteArray& script) {
    const auto program = at("bin/python3");
    write(program, ScriptHead + script + '\n');
    fs::permissions(program, fs::perms::owner_all);
}

void FakePip::setWheel(const QList<QPair<QByteArray, QByteArray>>& files) {
    const auto content = at("content");
    fs::create_directories(content);
    for (const auto& [name, bytes] : files) {
        const auto file = content / name.toStdString();
        fs::create_directories(file.parent_path());
        write(file, bytes);
    }
    QStringList arguments{QStringLiteral("-m"), QStringLiteral("zipfile"), QStringLiteral("-c"),
        QString::fromStdString(at("tiny-1.0-py3-none-any.whl").string())};
    for (const auto& entry : fs::directory_iterator(content)) {
        arguments.append(QString::fromStdString(entry.path().string()));
    }
    qputenv("PATH", m_path);
    QProcess::execute(QStringLiteral("python3"), arguments);
    qputenv("PATH", QByteArray::fromStdString(at("bin").string()));
    setDownload("cp \"$(dirname \"$0\")\"/../*.whl \"$dest\"");
}

void FakePip::remove() {
    fs::remove(at("bin/python3"));
}

QByteArray FakePip::arguments() const {
    QFile file(QString::fromStdString(at("arguments").string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

fs::path FakePip::at(const char* name) const {
    return fs::path(m_folder.path().toStdString()) / name;
}

void FakePip::write(const fs::path& file, const QByteArray& bytes) const {
    QFile target(QString::fromStdString(file.string()));
    if (target.open(QIODevice::WriteOnly)) {
        target.write(bytes);
    }
}

} // namespace vitrine::test
