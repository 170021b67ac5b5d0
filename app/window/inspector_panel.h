#pragma once

#include <QFrame>

#include "widgets/common/parented_ptr.h"

class QStackedWidget;
class QVBoxLayout;

namespace vitrine::app {

/// The column at the right: what the page that shows has to say about the selection.
class InspectorPanel : public QFrame {
    Q_OBJECT
public:
    explicit InspectorPanel(QWidget* parent);

    /// Becomes a child of the panel; shown by showContent().
    void addContent(QWidget* content);
    /// Null, for a page that has nothing to say, hides the panel.
    void showContent(QWidget* content);
    bool hasContent() const { return m_hasContent; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();

    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<QStackedWidget> m_stack; ///< of scroll areas, one for each content
    bool m_hasContent = false;
};

} // namespace vitrine::app
