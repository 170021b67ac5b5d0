#pragma once

#include <QMenu>

#include <functional>

#include "app/workspace/chat.h"
#include "widgets/common/parented_ptr.h"

class QAction;

namespace vitrine::app {

/// What can be done with a conversation as a whole: begin anew, see the model's template, copy and
/// save.
class ChatMenu : public QMenu {
    Q_OBJECT
public:
    ChatMenu(Chat& chat, QWidget* parent);

    /// Answers with the file to write, or an empty path; the system's dialog unless set.
    using PathChooser = std::function<QString(const QString& proposal, const QString& filter)>;
    void setPathChooser(PathChooser chooser);
    void retranslate();

Q_SIGNALS:
    void templateAsked();
    void saved(const QString& path);
    void failed(const vitrine::Error& error);

private:
    void follow();
    void save(const QString& suffix);
    QByteArray contentFor(const QString& suffix) const;
    void copy() const;

    Chat& m_chat;
    PathChooser m_choosePath;
    widgets::parented_ptr<QAction> m_clear;
    widgets::parented_ptr<QAction> m_template;
    widgets::parented_ptr<QAction> m_copy;
    widgets::parented_ptr<QAction> m_json;
    widgets::parented_ptr<QAction> m_markdown;
    widgets::parented_ptr<QAction> m_text;
};

} // namespace vitrine::app
