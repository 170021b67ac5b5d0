#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>

#include <functional>

namespace vitrine::app {

/// Everything the user can do, by a name that never changes. Menus, shortcuts, the palette and the
/// list of shortcuts all show these same actions.
class CommandRegistry : public QObject {
    Q_OBJECT
public:
    /// English texts marked with QT_TRANSLATE_NOOP("Commands", …).
    struct Text {
        const char* title; ///< two or three words
        const char* tip; ///< what it does, one sentence
    };

    explicit CommandRegistry(QObject* parent);

    QAction* add(const QString& id, const Text& text, const QKeySequence& shortcut,
        std::function<void()> run);
    /// Null for a name that was never added.
    QAction* action(const QString& id) const { return m_byId.value(id); }
    /// In the order in which they were added.
    const QList<QAction*>& actions() const { return m_actions; }
    /// Texts in the language that the interface has now.
    void retranslate();

private:
    void translate(QAction* action) const;

    QList<QAction*> m_actions;
    QHash<QString, QAction*> m_byId;
    QHash<const QAction*, Text> m_texts;
};

} // namespace vitrine::app
