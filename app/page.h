#pragma once

#include <QWidget>

namespace vitrine::app {

/// One lens of the window, or another of its pages.
class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Never changes; sessions and commands use it.
    virtual QString id() const = 0;
    /// In the language of the interface.
    virtual QString title() const = 0;
    /// What the page is for, one sentence.
    virtual QString tip() const = 0;
    virtual QString iconName() const = 0;
    /// What stands at the right while this page shows: the answer to "Why?". May be null.
    virtual QWidget* inspector() { return nullptr; }
};

} // namespace vitrine::app
