#include "app/settings.h"

#include <QLocale>
#include <QStandardPaths>

namespace vitrine::app {

namespace {

const QString themeKey = QStringLiteral("theme");
const QString languageKey = QStringLiteral("language");
const QString zoomKey = QStringLiteral("zoom");
const QString recentKey = QStringLiteral("recentFolders");
const QString mirrorKey = QStringLiteral("mirror");
const QString offeredKey = QStringLiteral("offeredModel");

} // namespace

Settings::Settings(const QString& file) : m_store(file, QSettings::IniFormat) {
}

QString Settings::defaultFile() {
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
        + QStringLiteral("/settings.ini");
}

ThemeChoice Settings::theme() const {
    const auto name = m_store.value(themeKey).toString();
    return name == QStringLiteral("light") ? ThemeChoice::Light
        : name == QStringLiteral("dark")   ? ThemeChoice::Dark
                                           : ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice theme) {
    m_store.setValue(themeKey,
        theme == ThemeChoice::Light      ? QStringLiteral("light")
            : theme == ThemeChoice::Dark ? QStringLiteral("dark")
                                         : QStringLiteral("system"));
}

QString Settings::language() const {
    const auto chosen = m_store.value(languageKey).toString();
    if (!chosen.isEmpty()) {
        return chosen;
    }
    return QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh")
                                                            : QStringLiteral("en");
}

void Settings::setLanguage(const QString& language) {
    m_store.setValue(languageKey, language);
}

int Settings::zoomPercent() const {
    return m_store.value(zoomKey, 100).toInt();
}

void Settings::setZoomPercent(int percent) {
    m_store.setValue(zoomKey, percent);
}

QStringList Settings::recentFolders() const {
    return m_store.value(recentKey).toStringList();
}

void Settings::addRecentFolder(const QString& folder) {
    auto folders = recentFolders();
    folders.removeAll(folder);
    folders.prepend(folder);
    m_store.setValue(recentKey, folders.mid(0, maximumRecentFolders));
}

void Settings::removeRecentFolder(const QString& folder) {
    auto folders = recentFolders();
    folders.removeAll(folder);
    m_store.setValue(recentKey, folders);
}

QString Settings::mirror() const {
    return m_store.value(mirrorKey).toString();
}

void Settings::setMirror(const QString& address) {
    m_store.setValue(mirrorKey, address);
}

bool Settings::hasOfferedModel() const {
    return m_store.value(offeredKey, false).toBool();
}

void Settings::setOfferedModel() {
    m_store.setValue(offeredKey, true);
}

QByteArray Settings::layout(const QString& name) const {
    return m_store.value(QStringLiteral("layout/") + name).toByteArray();
}

void Settings::setLayout(const QString& name, const QByteArray& state) {
    m_store.setValue(QStringLiteral("layout/") + name, state);
}

bool Settings::isPanelShown(const QString& name) const {
    return m_store.value(QStringLiteral("panels/") + name, true).toBool();
}

void Settings::setPanelShown(const QString& name, bool shown) {
    m_store.setValue(QStringLiteral("panels/") + name, shown);
}

} // namespace vitrine::app
