#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace vitrine::app {

enum class ThemeChoice { System, Light, Dark };

/// What the user prefers, kept in one readable file (settings.ini) in the configuration folder.
/// Work itself is kept by the session.
class Settings {
public:
    static constexpr int maximumRecentFolders = 8;

    /// `file` is made on the first change.
    explicit Settings(const QString& file);
    /// settings.ini in the user's configuration folder.
    static QString defaultFile();

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    /// "en" or "zh"; as the system says until the user chooses.
    QString language() const;
    void setLanguage(const QString& language);
    int zoomPercent() const;
    void setZoomPercent(int percent);

    /// Model folders that were opened, newest first.
    QStringList recentFolders() const;
    void addRecentFolder(const QString& folder);
    void removeRecentFolder(const QString& folder);

    /// Of the Hugging Face Hub; empty where none is set.
    QString mirror() const;
    void setMirror(const QString& address);
    /// Whether the first start has offered to fetch a model.
    bool hasOfferedModel() const;
    void setOfferedModel();

    /// Geometry and splitter positions, by the name of the window or splitter.
    QByteArray layout(const QString& name) const;
    void setLayout(const QString& name, const QByteArray& state);
    bool isPanelShown(const QString& name) const;
    void setPanelShown(const QString& name, bool shown);

private:
    QSettings m_store;
};

} // namespace vitrine::app
