app_name = "base"
urlpatterns = []
