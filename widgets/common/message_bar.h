#pragma once

#include <QFrame>

#include "widgets/common/parented_ptr.h"

class QLabel;
class QPushButton;

namespace vitrine::widgets {

class IconButton;

/// One sentence inside the window about what went wrong or what to know, until it is closed.
/// Hidden when it has nothing to say.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Error, Notice };

    explicit MessageBar(QWidget* parent);

    /// With `action` there is a button of that name, which closes the message and emits acted().
    void showMessage(Kind kind, const QString& sentence, const QString& action = {});
    QString message() const;

public Q_SLOTS:
    void clear();

Q_SIGNALS:
    void closed();
    void acted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void close();
    void retranslate();
    void refreshIcon();

    Kind m_kind = Kind::Notice;
    parented_ptr<QLabel> m_icon;
    parented_ptr<QLabel> m_text;
    parented_ptr<QPushButton> m_action;
    parented_ptr<IconButton> m_close;
};

} // namespace vitrine::widgets
