#pragma once

#include <QDialog>

namespace vitrine::app {

/// What this program is, under which licence, and what it stands on.
class AboutDialog : public QDialog {
    Q_OBJECT
public:
    explicit AboutDialog(QWidget* parent);
};

} // namespace vitrine::app
