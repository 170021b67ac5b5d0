#pragma once

#include <QToolButton>

namespace vitrine::widgets {

/// A tool button with one of the program's icons, which follows theme and zoom. The tooltip that it
/// is given is its accessible name too.
class IconButton : public QToolButton {
    Q_OBJECT

public:
    IconButton(const QString& iconName, QWidget* parent);

    void setIconName(const QString& name);
    void setDescription(const QString& tooltip);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refreshIcon();

    QString m_iconName;
};

} // namespace vitrine::widgets
